import { listRecentPurchases, type PurchaseRow } from "@/db/queries/number-purchases";
import { mayChange, requireRole } from "@/lib/auth/require-role";
import type { BirdClient } from "@/lib/bird/client";
import { BirdError } from "@/lib/bird/errors";
import { getBirdNumber } from "@/lib/bird/get-number";
import { type BirdNumber, missingPapers } from "@/lib/bird/numbers";
import type { Context, Operator } from "@/lib/context";
import { getTranslator, type Translator } from "@/lib/i18n/translator";
import { lookAfterPurchase } from "./look-after-purchase";
import { mapSideBySide } from "./map-side-by-side";
import { numberState } from "./number-state";
import { toInternational } from "./phone";
import { priceWords } from "./price-words";
import { refusalWords } from "./refusal-words";

const PURCHASES_MAX = 10;
const SIDE_BY_SIDE = 5;
const SHOWN_FOR_MS = 24 * 3_600_000;

export const PURCHASE_STAGES = ["buying", "bought", "verifying", "ready"] as const;
export type PurchaseStage = (typeof PURCHASE_STAGES)[number];

/** A purchase on its way to a number that customers can choose. */
export type PurchaseView = {
  id: string;
  tenantId: string;
  tenantName: string;
  phoneNumber: string;
  price: string;
  setupPrice: string | undefined;
  /** When each stage was reached, as far as it is known; the last of them is where it stands. */
  reached: { stage: PurchaseStage; at: string | undefined }[];
  /** Why it does not go on. */
  problem: string | undefined;
  isUnderWay: boolean;
  canSettle: boolean;
};

/** The purchases of the last day, newest first, with how far each number is. Throws forbidden. */
export async function listPurchases(
  ctx: Context<Operator>,
  { tenantId }: { tenantId?: string | undefined } = {},
): Promise<PurchaseView[]> {
  requireRole(ctx, "viewer");
  const since = ctx.now().getTime() - SHOWN_FOR_MS;
  const rows = await listRecentPurchases(ctx.db, { tenantId, limit: PURCHASES_MAX });
  const shown = rows.filter(
    ({ purchase }) => purchase.state === "buying" || purchase.updatedAt.getTime() > since,
  );
  return mapSideBySide(shown, SIDE_BY_SIDE, async ({ purchase, tenantName }) => {
    const number = ctx.bird && (await readNumber(ctx, ctx.bird, purchase));
    return toView(ctx, { purchase, tenantName, number });
  });
}

async function readNumber(
  ctx: Context,
  bird: BirdClient,
  { id, tenantId, numberId, workspaceId, state }: PurchaseRow,
): Promise<BirdNumber | undefined> {
  if (!numberId || state !== "bought") return undefined;
  return getBirdNumber(bird, workspaceId, numberId).catch((error: unknown) => {
    if (!(error instanceof BirdError)) throw error;
    // Looked into behind the page: who only looks at a list changes nothing.
    const system: Context = { ...ctx, actor: { kind: "system" } };
    const key = { tenantId, purchaseId: id };
    if (error.isNotFound) ctx.jobs.soon(`purchase ${id}`, () => lookAfterPurchase(system, key));
    return undefined;
  });
}

type Given = { purchase: PurchaseRow; tenantName: string; number: BirdNumber | undefined };

function toView(ctx: Context<Operator>, { purchase, tenantName, number }: Given): PurchaseView {
  const t = getTranslator("en");
  const { id, tenantId, phoneNumber, monthlyPrice: amount, setupPrice, currency } = purchase;
  const numberIs = number && numberState(number, ctx.now());
  const stuck =
    numberIs === "failed" || numberIs === "expired"
      ? numberIs
      : number && numberIs !== "ready" && missingPapers(number).length > 0
        ? "papers"
        : undefined;
  const ended = endWords(purchase, t);
  const problem = ended ?? (stuck && t(`numbersPage.why.${stuck}`));
  const reached = reachedBy(purchase, number, numberIs === "ready");
  return {
    ...{ id, tenantId, tenantName, reached, problem },
    phoneNumber: toInternational(phoneNumber),
    price: priceWords({ amount, currency }),
    setupPrice: setupPrice === null ? undefined : priceWords({ amount: setupPrice, currency }),
    isUnderWay: !problem && reached.length < PURCHASE_STAGES.length,
    canSettle: purchase.state === "buying" && mayChange(ctx),
  };
}

function endWords(purchase: PurchaseRow, t: Translator): string | undefined {
  if (purchase.state === "refused") return refusalWords(purchase, t);
  return purchase.state === "cancelled" ? t("numbersPage.purchases.cancelled") : undefined;
}

function reachedBy(
  { state, createdAt, updatedAt }: PurchaseRow,
  number: BirdNumber | undefined,
  isReady: boolean,
): PurchaseView["reached"] {
  const { whatsApp } = number ?? {};
  const reached: PurchaseView["reached"] = [{ stage: "buying", at: createdAt.toISOString() }];
  if (state === "cancelled") reached.push({ stage: "bought", at: undefined });
  if (state === "bought") reached.push({ stage: "bought", at: updatedAt.toISOString() });
  if (whatsApp) reached.push({ stage: "verifying", at: whatsApp.createdAt?.toISOString() });
  if (isReady) reached.push({ stage: "ready", at: whatsApp?.updatedAt?.toISOString() });
  return reached;
}
