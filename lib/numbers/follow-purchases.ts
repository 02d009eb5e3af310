import { claimUnverified, markVerified, type PurchaseRow } from "@/db/queries/number-purchases";
import type { BirdClient } from "@/lib/bird/client";
import { BirdError } from "@/lib/bird/errors";
import { getBirdNumber } from "@/lib/bird/get-number";
import type { Context } from "@/lib/context";
import { log } from "@/lib/log";
import { numberState } from "./number-state";

const BATCH_MAX = 10;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** A verification that has not come by then is not looked for any more. */
const FOLLOWED_MS = 30 * DAY_MS;

/**
 * Looks whether bought numbers are verified by now, new ones every minute and old ones ever less often, and notes when
 * one first is, which is an event. Any number of processes may.
 */
export async function followPurchases(ctx: Context): Promise<void> {
  const { bird } = ctx;
  if (!bird) return;
  const now = ctx.now();
  const unverified = await claimUnverified(ctx.db, {
    now,
    since: new Date(now.getTime() - FOLLOWED_MS),
    limit: BATCH_MAX,
    // Every minute in the first two hours, then at a 120th of its age.
    pauseMs: { min: MINUTE_MS, perAge: 1 / 120 },
  });
  await Promise.all(unverified.map((purchase) => follow(ctx, bird, purchase)));
}

async function follow(
  ctx: Context,
  bird: BirdClient,
  { id: purchaseId, tenantId, workspaceId, numberId }: PurchaseRow,
): Promise<void> {
  if (!numberId) return;
  try {
    const number = await getBirdNumber(bird, workspaceId, numberId);
    const state = numberState(number, ctx.now());
    const isVerified = state === "ready" || state === "expired";
    if (isVerified) await markVerified(ctx.db, { tenantId, purchaseId }, ctx.now());
  } catch (error) {
    if (!(error instanceof BirdError)) throw error;
    log().warn({ err: error, purchaseId, party: "bird" }, "a bought number could not be read");
  }
}
