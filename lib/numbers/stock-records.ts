import { requireRole } from "@/lib/auth/require-role";
import { BirdError } from "@/lib/bird/errors";
import type { StockItem } from "@/lib/bird/stock";
import type { Context, Staff } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { getTranslator } from "@/lib/i18n/translator";
import { toBirdTrouble } from "./bird-trouble";
import { capabilitiesOf } from "./capabilities";
import { toE164 } from "./phone";
import { findForSale } from "./search-numbers-for-sale";
import type { StockQuery } from "./stock-query";

const t = getTranslator("en");

/** A number for sale as programs read it. */
export type StockRecord = ReturnType<typeof toRecord>;
type Asked = StockQuery & { country: string };

/** Numbers for sale in a country, and where Bird's list goes on. Throws forbidden, not_configured, provider_unavailable. */
export async function searchStockRecords(
  ctx: Context<Staff>,
  query: Asked,
): Promise<{ rows: StockRecord[]; nextPage: string | undefined }> {
  requireRole(ctx, "viewer", "numbers:read");
  if (!ctx.bird) throw new AppError("not_configured", t("numbersPage.trouble.off"));
  try {
    const { items, nextPage } = await findForSale(ctx.bird, query);
    return { rows: items.map(toRecord), nextPage };
  } catch (error) {
    throw query.page && isRefused(error) ? badCursor() : toBirdTrouble(error, t);
  }
}

/** Bird's pages are named by Bird: one that it does not know is the caller's mistake. */
function isRefused(error: unknown): boolean {
  return error instanceof BirdError && !error.isTemporary && !error.isAuth;
}

function badCursor(): AppError {
  const message = "Send nextCursor of the page before as it is, or none for the first page.";
  return new AppError("invalid_input", message, { errors: [{ field: "cursor", message }] });
}

function toRecord(item: StockItem) {
  return {
    phoneNumber: toE164(item.numberString) ?? item.numberString,
    country: item.countryCode,
    type: item.type,
    capabilities: capabilitiesOf(item.capabilities),
    monthlyPrice: item.monthlyPrice,
    setupPrice: item.setupPrice ?? null,
    isBackOrder: item.backOrderRequired === true,
  };
}
