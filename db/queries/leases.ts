import { isNotNull, or } from "drizzle-orm";
import { signups } from "../schema";
import type { Db } from "../types";

/** Gives up every exchange and verification that is under way; right only while no other process runs one. */
export async function releaseLeases(db: Db): Promise<void> {
  await db
    .update(signups)
    .set({ exchangeLeaseUntil: null, verifyLeaseUntil: null })
    .where(or(isNotNull(signups.exchangeLeaseUntil), isNotNull(signups.verifyLeaseUntil)));
}
