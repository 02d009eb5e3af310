import { purgeWaiting } from "@/db/queries/deliveries";
import { purgeEvents } from "@/db/queries/events";
import type { Db } from "@/db/types";

const DAY_MS = 86_400_000;
const KEPT_MS = 30 * DAY_MS;
/** An endpoint that is off for longer than this is not waited for any more. */
const WAITED_MS = 90 * DAY_MS;
const BATCH_MAX = 2_000;
const BATCHES_MAX = 10;

/** Forgets events and their deliveries after 30 days; what still waits for an endpoint that is off, after 90. */
export async function purgeOldEvents(db: Db, now: Date): Promise<void> {
  const kept = { before: new Date(now.getTime() - KEPT_MS), limit: BATCH_MAX };
  const waited = { before: new Date(now.getTime() - WAITED_MS), limit: BATCH_MAX };
  await inBatches(() => purgeWaiting(db, waited));
  await inBatches(() => purgeEvents(db, kept));
}

async function inBatches(purge: () => Promise<number>): Promise<void> {
  for (let batch = 0; batch < BATCHES_MAX; batch += 1) if ((await purge()) < BATCH_MAX) return;
}
