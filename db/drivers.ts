import path from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import type { Client, Pool } from "pg";
import { lockEmbedded } from "@/db/embedded-lock";
import * as schema from "@/db/schema";
import type { Db } from "@/db/types";

export type OpenDatabase = { db: Db; close: () => Promise<void> };

const POOL_SIZE = 10;
const CONNECT_TIMEOUT_MS = 5_000;
const IDLE_TIMEOUT_MS = 30_000;

/** A pool on a PostgreSQL server. A lost idle connection is reported, never thrown. */
export async function openPostgres(
  url: string,
  onError: (error: Error) => void,
): Promise<OpenDatabase> {
  const [{ Pool }, { drizzle }] = await Promise.all([
    import("pg"),
    import("drizzle-orm/node-postgres"),
  ]);
  const pool = new Pool({
    connectionString: url,
    application_name: "perch",
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
    keepAlive: true,
    // By SET and not as start-up parameters, which connection poolers refuse.
    onConnect: (client) =>
      client.query(
        "set statement_timeout = '15s'; set idle_in_transaction_session_timeout = '30s'; set lock_timeout = '10s'",
      ),
  });
  pool.on("error", onError);
  return { db: drizzle(pool, { schema }), close: () => pool.end() };
}

/** The embedded database in `<dataDir>/pglite`, for one process at a time. Throws DatabaseLockedError. */
export async function openEmbedded(dataDir: string): Promise<OpenDatabase> {
  const folder = path.resolve(/* turbopackIgnore: true */ dataDir);
  const release = lockEmbedded(folder);
  try {
    const [{ PGlite }, { drizzle }, { ensureEmbeddedFolder }] = await Promise.all([
      import("@electric-sql/pglite"),
      import("drizzle-orm/pglite"),
      import("@/db/embedded-template"),
    ]);
    const place = path.join(/* turbopackIgnore: true */ folder, "pglite");
    await ensureEmbeddedFolder(place);
    const client = await PGlite.create(place);
    return {
      db: drizzle(client, { schema }),
      close: async () => {
        await client.close();
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

export type Driver = { kind: "pg"; pool: Pool } | { kind: "pglite"; client: PGlite };

/** The driver beneath a handle that one of the openers made; a transaction has none. */
export function driverOf(db: Db): Driver {
  const client: unknown = "$client" in db ? db.$client : undefined;
  if (isPool(client)) return { kind: "pg", pool: client };
  if (isPglite(client)) return { kind: "pglite", client };
  throw new Error("This needs the database handle itself, not a transaction.");
}

/** A connection of its own, outside the pool and its time limits. */
export async function dedicatedClient(pool: Pool): Promise<Client> {
  const { Client } = await import("pg");
  const client = new Client({
    connectionString: pool.options.connectionString,
    application_name: "perch",
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
  });
  return client;
}

function isPool(client: unknown): client is Pool {
  return typeof client === "object" && client !== null && "totalCount" in client;
}

function isPglite(client: unknown): client is PGlite {
  return typeof client === "object" && client !== null && "dumpDataDir" in client;
}
