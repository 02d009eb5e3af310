import { eq } from "drizzle-orm";
import { deletionRequests } from "../schema";
import type { Db } from "../types";

export type DeletionRequestRow = typeof deletionRequests.$inferSelect;

/** Keeps a request once; false when one with this confirmation code was kept already. */
export async function insertDeletionRequest(
  db: Db,
  row: typeof deletionRequests.$inferInsert,
): Promise<boolean> {
  const inserted = await db
    .insert(deletionRequests)
    .values(row)
    .onConflictDoNothing({ target: deletionRequests.confirmationCode })
    .returning({ id: deletionRequests.id });
  return inserted.length > 0;
}

export async function findDeletionRequest(
  db: Db,
  confirmationCode: string,
): Promise<DeletionRequestRow | undefined> {
  const [row] = await db
    .select()
    .from(deletionRequests)
    .where(eq(deletionRequests.confirmationCode, confirmationCode));
  return row;
}
