import { cancelPurchase, type PurchaseKey, type PurchaseRow } from "@/db/queries/number-purchases";
import { recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import type { BirdClient } from "@/lib/bird/client";
import { BirdError } from "@/lib/bird/errors";
import { findBirdNumber } from "@/lib/bird/find-number";
import { getBirdNumber } from "@/lib/bird/get-number";
import type { Context } from "@/lib/context";
import { log } from "@/lib/log";
import { forgetWorkspaceNumbers } from "./number-reader";
import { auditOf, readPurchase } from "./purchase-turn";

/** Bird may show a number that was just bought a little later; until then an absent one says nothing. */
const NEW_FOR_MS = 15 * 60_000;

/**
 * Ends a purchase whose number Bird has no more, so that the number can be bought again: it is neither found by its id
 * nor in the workspace's list. Any doubt leaves the purchase as it is. Safe to call any number of times. Throws
 * forbidden.
 */
export async function lookAfterPurchase(ctx: Context, key: PurchaseKey): Promise<PurchaseRow> {
  requireRole(ctx, "admin", "numbers:buy");
  const purchase = await readPurchase(ctx, key);
  const { numberId, state, updatedAt, workspaceId } = purchase;
  const { bird } = ctx;
  if (!bird || state !== "bought" || !numberId) return purchase;
  if (ctx.now().getTime() - updatedAt.getTime() < NEW_FOR_MS) return purchase;
  if (await isThere(bird, purchase, numberId)) return purchase;
  const ended = await ctx.db.transaction(async (tx) => {
    const row = await cancelPurchase(tx, { ...key, numberId, now: ctx.now() });
    if (row) await recordAudit(tx, ctx, { action: "number.cancelled", ...auditOf(row) });
    return row;
  });
  forgetWorkspaceNumbers(bird, workspaceId);
  return ended ?? readPurchase(ctx, key);
}

async function isThere(
  bird: BirdClient,
  { id, workspaceId, phoneNumber }: PurchaseRow,
  numberId: string,
): Promise<boolean> {
  try {
    await getBirdNumber(bird, workspaceId, numberId);
    return true;
  } catch (error) {
    if (!(error instanceof BirdError)) throw error;
    if (!error.isNotFound) return inDoubt(error, id);
  }
  // Not found may as well be the workspace, or a key that may no longer see it: then the list says so.
  return findBirdNumber(bird, workspaceId, phoneNumber).then(
    (listed) => listed !== undefined,
    (error: unknown) => inDoubt(error, id),
  );
}

function inDoubt(error: unknown, purchaseId: string): true {
  if (!(error instanceof BirdError)) throw error;
  log().warn({ err: error, purchaseId, party: "bird" }, "a bought number could not be looked at");
  return true;
}
