import { inArray } from "drizzle-orm";
import { sessions } from "../schema";
import type { Db } from "../types";

/** Ends every session that these links opened. */
export async function deleteSessionsOfLinks(tx: Db, linkIds: string[]): Promise<void> {
  if (linkIds.length > 0) await tx.delete(sessions).where(inArray(sessions.linkId, linkIds));
}
