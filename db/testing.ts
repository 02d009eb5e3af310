import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { drizzle } from "drizzle-orm/pglite";
import { Client } from "pg";
import { openPostgres } from "@/db/drivers";
import { closeListeners } from "@/db/listeners";
import { migrate } from "@/db/migrate";
import { migrationsFolder } from "@/db/migrations-folder";
import * as schema from "@/db/schema";
import type { Db } from "@/db/types";

export type TestDatabase = { db: Db; close: () => Promise<void> };

const TEMPLATE_LOCK_KEY = 7_372_481_906;
const LEFTOVER_AGE_SECONDS = 3_600;

/**
 * A migrated database of its own, for one test file: embedded in memory, or on the PostgreSQL server
 * that TEST_DATABASE_URL names. Call `close` in `afterAll`: an open one keeps the process alive.
 */
export function freshDb(): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_URL;
  return server ? freshPostgres(server) : freshEmbedded();
}

/** A new and empty database on a server, and how to drop it. */
export async function createPostgresDatabase(
  server: string,
  template = "template0",
): Promise<{ url: string; drop: () => Promise<void> }> {
  const random = randomUUID().replaceAll("-", "").slice(0, 12);
  const name = `perch_test_${Math.floor(Date.now() / 1000)}_${random}`;
  await onServer(server, (admin) => admin.query(`create database ${name} template ${template}`));
  return {
    url: withDatabase(server, name),
    drop: () =>
      onServer(server, async (admin) => {
        await admin.query(`drop database if exists ${name} with (force)`);
      }),
  };
}

async function freshEmbedded(): Promise<TestDatabase> {
  const file = path.join(cacheFolder(), `pglite-${migrationsHash()}.tar`);
  if (!existsSync(file)) await writeTemplate(file);
  const client = await PGlite.create({ loadDataDir: new Blob([readFileSync(file)]) });
  const db = drizzle(client, { schema });
  return {
    db,
    close: async () => {
      await closeListeners(db);
      await client.close();
    },
  };
}

async function writeTemplate(file: string): Promise<void> {
  const client = await PGlite.create();
  try {
    await migrate(drizzle(client, { schema }));
    const dump = await client.dumpDataDir("none");
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, Buffer.from(await dump.arrayBuffer()));
    renameSync(draft, file);
  } finally {
    await client.close();
  }
}

async function freshPostgres(server: string): Promise<TestDatabase> {
  const template = await ensureTemplate(server);
  const { url, drop } = await createPostgresDatabase(server, template);
  const opened = await openPostgres(withoutFlush(url), () => {});
  return {
    db: opened.db,
    close: async () => {
      await closeListeners(opened.db);
      await opened.close();
      await drop();
    },
  };
}

/** Nothing here outlives the server, so no commit waits for its disk. */
function withoutFlush(text: string): string {
  const url = new URL(text);
  url.searchParams.set("options", "-c synchronous_commit=off");
  return url.href;
}

async function ensureTemplate(server: string): Promise<string> {
  const name = `perch_template_${migrationsHash()}`;
  await onServer(server, async (admin) => {
    await admin.query("select pg_advisory_lock($1)", [TEMPLATE_LOCK_KEY]);
    await dropLeftovers(admin);
    const found = await admin.query("select 1 from pg_database where datname = $1", [name]);
    if (found.rowCount) return;
    const draft = `${name}_draft`;
    await admin.query(`drop database if exists ${draft} with (force)`);
    await admin.query(`create database ${draft} template template0`);
    const opened = await openPostgres(withDatabase(server, draft), () => {});
    await migrate(opened.db).finally(() => opened.close());
    await admin.query(`alter database ${draft} rename to ${name}`);
  });
  return name;
}

async function dropLeftovers(admin: Client): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>(
    `select datname from pg_database where datname ~ '^perch_test_[0-9]+_[0-9a-f]+$'
     and split_part(datname, '_', 3)::bigint < extract(epoch from now()) - $1::int`,
    [LEFTOVER_AGE_SECONDS],
  );
  for (const { datname } of rows)
    await admin.query(`drop database if exists ${datname} with (force)`);
}

async function onServer<T>(server: string, work: (admin: Client) => Promise<T>): Promise<T> {
  const admin = new Client({ connectionString: server });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

function withDatabase(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

function migrationsHash(): string {
  const migrations = readMigrationFiles({ migrationsFolder: migrationsFolder() });
  const hash = createHash("sha256");
  for (const migration of migrations) hash.update(migration.hash);
  return hash.digest("hex").slice(0, 16);
}

function cacheFolder(): string {
  const folder = path.join(migrationsFolder(), "../../node_modules/.cache/perch");
  mkdirSync(folder, { recursive: true });
  return folder;
}
