import type { PurchaseKey, PurchaseRow } from "@/db/queries/number-purchases";
import { requireRole } from "@/lib/auth/require-role";
import { buyBirdNumber } from "@/lib/bird/buy-number";
import type { BirdClient } from "@/lib/bird/client";
import { BirdError } from "@/lib/bird/errors";
import { findBirdNumber } from "@/lib/bird/find-number";
import { isSamePrice, type Money } from "@/lib/bird/money";
import { isSameNumber } from "@/lib/bird/numbers";
import { findStockItem } from "@/lib/bird/search-stock";
import { LeaseLostError } from "@/lib/connections/steps/step";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import type { FailureDetail } from "@/lib/failures";
import { log } from "@/lib/log";
import { forgetWorkspaceNumbers } from "./number-reader";
import { type PurchaseTurn, readPurchase, takePurchaseTurn } from "./purchase-turn";

/** An order whose answer got lost may still be under way at Bird for this long; it is not repeated before. */
const QUIET_MS = 30_000;
/** What an operator agreed to is not bought later than this. */
const AGREED_FOR_MS = 15 * 60_000;
const AGAIN_MS = 5_000;

/** Why Perch itself gave a purchase up; the page has a sentence for each. */
export type GiveUp = "gone" | "price_changed" | "never_came";
type Agreed = { setupPrice: Money | undefined };

/**
 * Takes a purchase to its end, as far as that is known now: the workspace's numbers are looked through first, and only
 * a number that is in none of them, still for sale and still at the agreed price is ordered. Safe to call any number of
 * times, at once and after a crash. Without `agreed` a number with a setup price is not ordered, for what was agreed
 * is not known any more. Throws forbidden, not_configured; a Bird that does not answer leaves the purchase as it is.
 */
export async function settlePurchase(
  ctx: Context,
  key: PurchaseKey,
  agreed?: Agreed,
): Promise<PurchaseRow> {
  requireRole(ctx, "admin", "numbers:buy");
  const { bird } = ctx;
  if (!bird) throw new AppError("not_configured", "Bird is not set up. See the settings.");
  const turn = await takePurchaseTurn(ctx, key);
  if (!turn) return readPurchase(ctx, key);
  try {
    const ended = await settle(ctx, bird, { turn, agreed });
    if (ended) {
      forgetWorkspaceNumbers(bird, ended.workspaceId);
      return ended;
    }
  } catch (error) {
    if (error instanceof BirdError)
      log().warn({ err: error, ...key, party: "bird" }, "a purchase could not be looked into");
    else if (!(error instanceof LeaseLostError)) throw error;
  } finally {
    await turn.release();
  }
  const system: Context = { ...ctx, actor: { kind: "system" } };
  ctx.jobs.soon(`purchase ${key.purchaseId}`, () => settlePurchase(system, key), AGAIN_MS);
  return readPurchase(ctx, key);
}

type Given = { turn: PurchaseTurn; agreed: Agreed | undefined };

/** The purchase as it ended, or undefined while that is open. */
async function settle(
  ctx: Context,
  bird: BirdClient,
  { turn, agreed }: Given,
): Promise<PurchaseRow | undefined> {
  const { purchase } = turn;
  const { workspaceId, phoneNumber, country } = purchase;
  const listed = await findBirdNumber(bird, workspaceId, phoneNumber);
  if (listed) return turn.keepBought(listed.id);
  const nowMs = ctx.now().getTime();
  const wasAsked = purchase.failureDetail !== null;
  if (wasAsked && nowMs - purchase.updatedAt.getTime() < QUIET_MS) return undefined;
  if (nowMs - purchase.createdAt.getTime() > AGREED_FOR_MS)
    return turn.keepRefused(gaveUp("never_came"));
  const item = await findStockItem(bird, { country, phoneNumber });
  // Out of the stock and in no list yet: it may be ours and on its way.
  if (!item) return wasAsked ? undefined : turn.keepRefused(gaveUp("gone"));
  const monthly = { amount: purchase.monthlyPrice, currency: purchase.currency };
  const isAgreed =
    isSamePrice(item.monthlyPrice, monthly) &&
    isSamePrice(item.setupPrice ?? undefined, agreed?.setupPrice);
  if (!isAgreed) return turn.keepRefused(gaveUp("price_changed"));
  return order(bird, turn, item.id);
}

async function order(
  bird: BirdClient,
  turn: PurchaseTurn,
  stockItemId: string,
): Promise<PurchaseRow | undefined> {
  const { workspaceId, phoneNumber, failureDetail } = turn.purchase;
  const wasAsked = failureDetail !== null;
  await turn.markAsked();
  try {
    const bought = await buyBirdNumber(bird, workspaceId, stockItemId);
    const own = bought.find(({ numberString }) => isSameNumber(numberString, phoneNumber));
    if (own) return turn.keepBought(own.id);
  } catch (error) {
    if (!(error instanceof BirdError)) throw error;
    if (wasNotTaken(error)) {
      // What an earlier order brought about is still open.
      if (!wasAsked) await turn.unmarkAsked();
      return undefined;
    }
    if (!error.isTemporary) {
      const listed = await findBirdNumber(bird, workspaceId, phoneNumber);
      return listed ? turn.keepBought(listed.id) : turn.keepRefused(error.detail);
    }
  }
  const listed = await findBirdNumber(bird, workspaceId, phoneNumber);
  return listed && turn.keepBought(listed.id);
}

/** Bird: a call over the limit was not processed. What never left was not either. */
function wasNotTaken({ http }: BirdError): boolean {
  return http.kind === "unsent" || http.status === 429;
}

function gaveUp(reason: GiveUp): FailureDetail {
  return { source: "perch", errorCode: reason };
}
