import { z } from "zod";
import { findPurchase, type PurchaseRow } from "@/db/queries/number-purchases";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Operator } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { Id } from "@/lib/ids";
import { settlePurchase } from "./settle-purchase";

export const PurchaseRef = z.strictObject({ tenantId: Id, purchaseId: Id });

/** An operator has an open purchase looked into now. Throws forbidden, not_found, not_configured. */
export async function checkPurchase(
  ctx: Context<Operator>,
  key: z.infer<typeof PurchaseRef>,
): Promise<{ state: PurchaseRow["state"] }> {
  requireRole(ctx, "admin");
  if (!(await findPurchase(ctx.db, key))) throw notFound("purchase");
  const { state } = await settlePurchase(ctx, key);
  return { state };
}
