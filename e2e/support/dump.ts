import path from "node:path";
import { PGlite } from "@electric-sql/pglite";

export type Row = Record<string, unknown>;
/** Every table of a stopped portal's embedded database, by name. */
export type Dump = Record<string, Row[]>;

/** Opens the embedded database in a folder of data, whose portal has ended, and reads all of it. */
export async function dumpEmbedded(dataDir: string): Promise<Dump> {
  const client = await PGlite.create(path.join(dataDir, "pglite"));
  try {
    const { rows } = await client.query<{ name: string }>(
      "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
    );
    const dump: Dump = {};
    for (const { name } of rows) {
      const table = await client.query<Row>(`select * from ${name}`);
      dump[name.replace(/^public\./, "")] = table.rows;
    }
    return dump;
  } finally {
    await client.close();
  }
}

/** The rows of a table; throws when there is no such table, so that a renamed one is noticed. */
export function rowsOf(dump: Dump, table: string): Row[] {
  const rows = dump[table];
  if (!rows) throw new Error(`no table ${table} among ${Object.keys(dump).join(", ")}`);
  return rows;
}
