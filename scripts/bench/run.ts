import { randomBytes } from "node:crypto";
import pg from "pg";
import { openPostgres } from "../../db/drivers";
import { migrate } from "../../db/migrate";
import { findPostgres } from "../postgres";
import { benchApi } from "./api";
import { benchConnected } from "./connected";
import { benchConsole, SIZES } from "./console";
import { benchHalfA } from "./half-a";
import { prepare, type Target } from "./prepare";
import { openSeeded } from "./seeded";
import { type Running, startFloor, startPortal, startProgram, type Variables } from "./servers";
import { benchWebhook } from "./webhook";

/** `npm run bench -- webhook connected` runs these rows only. */
const wants = (...rows: string[]) =>
  process.argv.length < 3 || rows.some((row) => process.argv.includes(row));

async function main(): Promise<void> {
  const found = await findPostgres();
  if ("reason" in found) throw new Error(`The benchmark needs PostgreSQL: ${found.reason}`);
  const admin = new pg.Client({ connectionString: found.url });
  await admin.connect();
  try {
    if (wants("half-a", "webhook", "api", "connected"))
      await withDatabase(admin, { server: found.url, name: "bench" }, benchServers);
    if (wants("console")) await benchSizes(admin, found.url);
  } finally {
    await admin.end();
  }
}

async function withDatabase<T>(
  admin: pg.Client,
  { server, name }: { server: string; name: string },
  work: (url: string) => Promise<T>,
): Promise<T> {
  const database = `perch_${name}_${process.pid}`;
  await admin.query(`create database ${database}`);
  const url = new URL(server);
  url.pathname = `/${database}`;
  try {
    return await work(url.href);
  } finally {
    await admin.query(`drop database ${database} with (force)`);
  }
}

async function benchServers(url: string): Promise<void> {
  const opened = await openPostgres(url, () => {});
  const running: Running[] = [];
  try {
    await migrate(opened.db);
    await opened.db.execute("create table floor (id serial primary key, note text)");
    const upstream = await startProgram("upstream.ts", {});
    running.push(upstream);
    const env = environment(url, upstream.url);
    const targets: Target[] = [
      { name: "bare", server: await startProgram("bare.ts", env) },
      { name: "floor", server: await startFloor(env) },
      { name: "perch", server: await startPortal(env) },
    ];
    running.push(...targets.map(({ server }) => server));
    const bench = await prepare(opened.db);
    if (wants("half-a")) await benchHalfA(bench, targets);
    if (wants("webhook")) await benchWebhook(targets);
    if (wants("api")) await benchApi(opened.db, url, targets);
    for (const { server } of targets) server.stop();
    if (wants("connected")) await benchConnected(bench, env);
  } finally {
    for (const server of running) server.stop();
    await opened.close();
  }
}

/** `SEEDED_DATABASE_URL` names a database that `npm run seed` has filled, so that it need not be filled each time. */
function benchSizes(admin: pg.Client, server: string): Promise<void> {
  return withDatabase(admin, { server, name: "few" }, async (fewUrl) => {
    const small = await openSeeded(fewUrl, SIZES.small);
    const measure = async (manyUrl: string) => {
      const big = await openSeeded(manyUrl, SIZES.big);
      // No provider is asked by any page of the console that is measured here.
      await benchConsole({ small, big }, (url) => environment(url, "http://127.0.0.1:9")).finally(
        big.close,
      );
    };
    try {
      const given = process.env.SEEDED_DATABASE_URL;
      if (given) await measure(given);
      else await withDatabase(admin, { server, name: "many" }, measure);
    } finally {
      await small.close();
    }
  });
}

function environment(databaseUrl: string, upstreamUrl: string): Variables {
  return {
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: randomBytes(32).toString("base64"),
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString("base64")}`,
    META_APP_ID: "1",
    META_APP_SECRET: "s",
    META_CONFIG_ID: "2",
    META_SOLUTION_ID: "3",
    META_GRAPH_URL: upstreamUrl,
    META_SDK_URL: `${upstreamUrl}/sdk.js`,
    LOG_LEVEL: "warn",
  };
}

await main();
