import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { dedicatedClient, driverOf } from "@/db/drivers";
import { migrationsFolder } from "@/db/migrations-folder";
import * as schema from "@/db/schema";
import type { Db } from "@/db/types";

const LOCK_KEY = 7_372_481_905;

/** Brings a database up to this version. Any number of processes may call it at once. */
export async function migrate(db: Db): Promise<void> {
  const driver = driverOf(db);
  const config = { migrationsFolder: migrationsFolder() };
  if (driver.kind === "pglite") {
    const [{ drizzle }, migrator] = await Promise.all([
      import("drizzle-orm/pglite"),
      import("drizzle-orm/pglite/migrator"),
    ]);
    await migrator.migrate(drizzle(driver.client, { schema }), config);
    return;
  }
  const [{ drizzle }, migrator] = await Promise.all([
    import("drizzle-orm/node-postgres"),
    import("drizzle-orm/node-postgres/migrator"),
  ]);
  const client = await dedicatedClient(driver.pool);
  await client.connect();
  try {
    // Bound to the transaction that the migrator commits, so a connection pooler cannot leak the lock.
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock($1)", [LOCK_KEY]);
    await migrator.migrate(drizzle(client, { schema }), config);
  } finally {
    await client.end();
  }
}

/** How many migrations of this version the database lacks. */
export async function countPendingMigrations(db: Db): Promise<number> {
  const known = readMigrationFiles({ migrationsFolder: migrationsFolder() });
  const table = await db.execute<{ name: string | null }>(
    sql`select to_regclass('drizzle.__drizzle_migrations')::text as name`,
  );
  if (!rowsOf<{ name: string | null }>(table)[0]?.name) return known.length;
  const applied = await db.execute(
    sql`select coalesce(max(created_at), 0)::text as latest from drizzle.__drizzle_migrations`,
  );
  const latest = Number(rowsOf<{ latest: string }>(applied)[0]?.latest ?? 0);
  return known.filter((migration) => migration.folderMillis > latest).length;
}

/** Both drivers answer `{ rows }`; the type that serves both does not say so. */
function rowsOf<Row>(result: unknown): Row[] {
  return (result as { rows: Row[] }).rows;
}
