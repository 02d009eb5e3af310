import { z } from "zod";
import { findLivePurchase, insertPurchase, type PurchaseRow } from "@/db/queries/number-purchases";
import { actorIdOf, recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import type { BirdClient } from "@/lib/bird/client";
import { isSamePrice, type Money } from "@/lib/bird/money";
import type { Context, Staff } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { getTranslator } from "@/lib/i18n/translator";
import { Id } from "@/lib/ids";
import { ensureWorkspace } from "@/lib/tenants/ensure-workspace";
import { requireTenant } from "@/lib/tenants/tenant-ref";
import { toBirdTrouble } from "./bird-trouble";
import { type Offer, readOffer, readPapers } from "./get-offer";
import { lookAfterPurchase } from "./look-after-purchase";
import { toE164 } from "./phone";
import { priceWords } from "./price-words";
import { auditOf } from "./purchase-turn";
import { refusalWords } from "./refusal-words";
import { settlePurchase } from "./settle-purchase";
import { Country } from "./stock-query";

const Amount = z.string().regex(/^\d{1,30}(\.\d{1,18})?$/);
const Currency = z.string().regex(/^[A-Z]{3}$/);
const optional = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

/** A number, whom it is for, and the price that was shown. */
export const BuyNumber = z.strictObject({
  tenantId: Id,
  country: Country,
  number: z.string().transform((text, context) => {
    const phoneNumber = toE164(text);
    if (phoneNumber) return phoneNumber;
    context.addIssue({ code: "custom", message: "Choose a number from the list." });
    return z.NEVER;
  }),
  monthlyPrice: Amount,
  currency: Currency,
  setupPrice: optional(Amount),
  setupCurrency: optional(Currency),
});
type Input = z.infer<typeof BuyNumber>;

const t = getTranslator("en");

/**
 * Buys a number into a tenant's Bird workspace at the price that was shown; a second call for the same number and
 * tenant answers with the first one's purchase. `buying` means that Bird's answer is open and Perch goes on by itself.
 * Throws forbidden, not_found, not_configured, provider_unavailable, and conflict: the price changed, the number is
 * gone or another tenant's, Bird refused (in its words), or the tenant has no workspace yet.
 */
export async function buyNumber(
  ctx: Context<Staff>,
  input: Input,
): Promise<{ purchaseId: string; state: "buying" | "bought" }> {
  requireRole(ctx, "admin", "numbers:buy");
  const { bird } = ctx;
  if (!bird) throw new AppError("not_configured", t("numbersPage.trouble.off"));
  const tenant = await requireTenant(ctx, { tenantId: input.tenantId });
  const known = await livePurchase(ctx, input.number);
  if (known) return answerOf(known, input);
  const offer = await agreedOffer(bird, input);
  const workspaceId = tenant.workspaceId ?? (await newWorkspace(ctx, tenant.id));
  const noted = await notePurchase(ctx, { workspaceId, offer, tenantId: input.tenantId });
  if (!noted) {
    const other = await findLivePurchase(ctx.db, input.number);
    if (!other) throw conflict("gone", { reason: "number_gone" });
    return answerOf(other, input);
  }
  const key = { tenantId: noted.tenantId, purchaseId: noted.id };
  const ended = await settlePurchase(ctx, key);
  if (ended.state === "refused") throw await refusalOf(bird, ended);
  return { purchaseId: ended.id, state: ended.state === "bought" ? "bought" : "buying" };
}

/** The purchase that holds the number; one of a number that Bird has no more is ended, and holds it no longer. */
async function livePurchase(ctx: Context, number: string): Promise<PurchaseRow | undefined> {
  const known = await findLivePurchase(ctx.db, number);
  if (known?.state !== "bought") return known;
  const seen = await lookAfterPurchase(ctx, { tenantId: known.tenantId, purchaseId: known.id });
  return seen.state === "bought" ? seen : undefined;
}

function answerOf(
  { id, tenantId, state }: PurchaseRow,
  input: Input,
): { purchaseId: string; state: "buying" | "bought" } {
  if (tenantId !== input.tenantId) throw conflict("others", { reason: "number_taken" });
  return { purchaseId: id, state: state === "bought" ? "bought" : "buying" };
}

async function agreedOffer(bird: BirdClient, input: Input): Promise<Offer> {
  const { country, number: phoneNumber } = input;
  const offer = await readOffer(bird, { country, phoneNumber }).catch((error: unknown) => {
    throw toBirdTrouble(error, t);
  });
  if (!offer) throw conflict("gone", { reason: "number_gone" });
  const monthly = { amount: input.monthlyPrice, currency: input.currency };
  const isAgreed =
    isSamePrice(offer.monthlyPrice, monthly) && isSamePrice(offer.setupPrice, setupOf(input));
  if (isAgreed && isOneCurrency(offer)) return offer;
  if (isAgreed) throw conflict("currencies", { reason: "currencies_differ" });
  const price = priceWords(offer.monthlyPrice);
  const setup = offer.setupPrice ? priceWords(offer.setupPrice) : "no";
  const changed = t("numbersPage.confirm.changed", { price, setup });
  throw new AppError("conflict", changed, { reason: "price_changed" });
}

function isOneCurrency({ monthlyPrice, setupPrice }: Offer): boolean {
  return !setupPrice || setupPrice.currency === monthlyPrice.currency;
}

function setupOf({ setupPrice, setupCurrency }: Input): Money | undefined {
  if (!setupPrice || !setupCurrency) return undefined;
  return { amount: setupPrice, currency: setupCurrency };
}

async function newWorkspace(ctx: Context, tenantId: string): Promise<string> {
  const ensured = await ensureWorkspace(ctx, tenantId);
  if (ensured.kind === "ready") return ensured.workspaceId;
  if (ensured.kind === "wait") throw conflict("workspaceBusy", BUSY);
  const said = ("detail" in ensured && ensured.detail?.message) || "";
  const failed = t("numbersPage.confirm.noWorkspace", { said });
  throw new AppError("conflict", failed, { reason: "workspace_failed" });
}

type New = { tenantId: string; workspaceId: string; offer: Offer };

function notePurchase(ctx: Context<Staff>, { tenantId, workspaceId, offer }: New) {
  const { number: phoneNumber, country, type: kind, monthlyPrice, setupPrice } = offer;
  const at = ctx.now();
  return ctx.db.transaction(async (tx) => {
    const row = await insertPurchase(tx, {
      ...{ tenantId, workspaceId, phoneNumber, country, kind },
      monthlyPrice: monthlyPrice.amount,
      setupPrice: setupPrice?.amount,
      currency: monthlyPrice.currency,
      boughtBy: actorIdOf(ctx.actor),
      createdAt: at,
      updatedAt: at,
    });
    if (!row) return undefined;
    await recordAudit(tx, ctx, { action: "number.purchase_started", ...auditOf(row) });
    return row;
  });
}

/** Bird's words, and the papers of the country where it names any. */
async function refusalOf(bird: BirdClient, purchase: PurchaseRow): Promise<AppError> {
  const papers = await readPapers(bird, purchase.country);
  const words = [refusalWords(purchase, t)];
  if (papers?.length)
    words.push(t("numbersPage.confirm.papersOnRefusal", { papers: papers.join(", ") }));
  return new AppError("conflict", words.join(" "), { reason: "purchase_refused" });
}

const BUSY = { reason: "workspace_busy", retryAfterSeconds: 5 };

function conflict(
  word: "gone" | "others" | "currencies" | "workspaceBusy",
  extra: { reason: string; retryAfterSeconds?: number },
): AppError {
  return new AppError("conflict", t(`numbersPage.confirm.${word}`), extra);
}
