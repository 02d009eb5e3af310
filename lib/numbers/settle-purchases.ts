import { listDroppedPurchases } from "@/db/queries/number-purchases";
import type { Context } from "@/lib/context";
import { settlePurchase } from "./settle-purchase";

const BATCH_MAX = 5;

/** Goes on with purchases that a crash, a lost answer or a silent Bird left open. Any number of processes may. */
export async function settlePurchases(ctx: Context): Promise<void> {
  if (!ctx.bird) return;
  const dropped = await listDroppedPurchases(ctx.db, ctx.now(), BATCH_MAX);
  await Promise.all(dropped.map((key) => settlePurchase(ctx, key)));
}
