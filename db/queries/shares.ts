import { shares } from "../schema";
import type { Db } from "../types";

/** Keeps that an account was shared with us; false when this very sharing was kept already. */
export async function insertShare(tx: Db, row: typeof shares.$inferInsert): Promise<boolean> {
  const inserted = await tx
    .insert(shares)
    .values(row)
    .onConflictDoNothing({ target: [shares.wabaId, shares.sharedAt] })
    .returning({ id: shares.id });
  return inserted.length > 0;
}
