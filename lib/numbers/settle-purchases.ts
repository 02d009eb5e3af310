import { listDroppedPurchases, takeBoughtPurchases } from "@/db/queries/number-purchases";
import type { Context } from "@/lib/context";
import { lookAfterPurchase } from "./look-after-purchase";
import { settlePurchase } from "./settle-purchase";

const BATCH_MAX = 5;
const LOOK_EVERY_MS = 24 * 3_600_000;

/**
 * Goes on with purchases that a crash, a lost answer or a silent Bird left open, and looks once a day whether Bird
 * still has each bought number. Any number of processes may.
 */
export async function settlePurchases(ctx: Context): Promise<void> {
  if (!ctx.bird) return;
  const now = ctx.now();
  const dropped = await listDroppedPurchases(ctx.db, now, BATCH_MAX);
  await Promise.all(dropped.map((key) => settlePurchase(ctx, key)));
  const nextLookAt = new Date(now.getTime() + LOOK_EVERY_MS);
  const bought = await takeBoughtPurchases(ctx.db, { now, nextLookAt, limit: BATCH_MAX });
  await Promise.all(bought.map((key) => lookAfterPurchase(ctx, key)));
}
