import { lte } from "drizzle-orm";
import { deleteExpiredSessions } from "@/db/queries/sessions";
import { rateLimits } from "@/db/schema";
import type { Db } from "@/db/types";

/** Removes sessions, sign-in tokens and counters that ended; nothing reads them any more. */
export async function purgeExpired(db: Db, now: Date): Promise<void> {
  await deleteExpiredSessions(db, now);
  await db.delete(rateLimits).where(lte(rateLimits.expire, now.getTime()));
}
