import type { SQL } from "drizzle-orm";
import type { Db } from "../types";

/** The rows of a statement written by hand; both drivers answer alike, which their common type does not say. */
export async function rowsOf<Row>(db: Db, statement: SQL): Promise<Row[]> {
  return ((await db.execute(statement)) as unknown as { rows: Row[] }).rows;
}
