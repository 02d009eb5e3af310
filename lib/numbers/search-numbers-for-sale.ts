import { requireRole } from "@/lib/auth/require-role";
import type { BirdClient } from "@/lib/bird/client";
import { searchStock } from "@/lib/bird/search-stock";
import type { StockItem } from "@/lib/bird/stock";
import type { Context, Operator } from "@/lib/context";
import { getTranslator } from "@/lib/i18n/translator";
import { birdTrouble } from "./bird-trouble";
import { capabilitiesOf } from "./capabilities";
import { toInternational } from "./phone";
import { priceWords } from "./price-words";
import type { StockQuery } from "./stock-query";

const FOUND_MIN = 20;
const PAGES_MAX = 6;

export type ForSale = {
  id: string;
  /** As Bird writes it; the address of its purchase. */
  number: string;
  phoneNumber: string;
  type: string;
  capabilities: string[];
  monthlyPrice: string;
  setupPrice: string | undefined;
  /** Bird delivers it later; such a number is ordered in Bird itself. */
  isBackOrder: boolean;
};
export type ForSaleList = {
  rows: ForSale[];
  nextPage: string | undefined;
  /** How many numbers were looked through for `contains`. */
  lookedThrough: number;
  problem: string | undefined;
};

/**
 * Numbers that Bird sells in a country. Bird looks for beginnings only, so `contains` is looked for here, through at
 * most 300 numbers a page. Throws forbidden; a Bird fault is a sentence.
 */
export async function searchNumbersForSale(
  ctx: Context<Operator>,
  { country, ...query }: StockQuery,
): Promise<ForSaleList> {
  requireRole(ctx, "viewer");
  const t = getTranslator("en");
  const none = { rows: [], nextPage: undefined, lookedThrough: 0 };
  if (!country) return { ...none, problem: undefined };
  if (!ctx.bird) return { ...none, problem: t("numbersPage.trouble.off") };
  try {
    const { items, ...rest } = await findForSale(ctx.bird, { ...query, country });
    return { rows: items.map(toRow), ...rest, problem: undefined };
  } catch (error) {
    return { ...none, problem: birdTrouble(error, t) };
  }
}

type Found = { items: StockItem[]; nextPage: string | undefined; lookedThrough: number };

/** The same as Bird writes it. Throws BirdError. */
export async function findForSale(
  bird: BirdClient,
  { country, type, prefix, contains, page }: StockQuery & { country: string },
): Promise<Found> {
  const items: StockItem[] = [];
  let lookedThrough = 0;
  let nextPage = page;
  for (let pages = 0; pages < PAGES_MAX; pages += 1) {
    const answer = await searchStock(bird, { country, type, prefix, pageToken: nextPage });
    lookedThrough += answer.items.length;
    nextPage = answer.nextPageToken;
    items.push(...answer.items.filter((item) => has(item, contains)));
    if (!nextPage || items.length >= (contains ? FOUND_MIN : 1)) break;
  }
  return { items, nextPage, lookedThrough };
}

function has({ numberString }: StockItem, digits: string | undefined): boolean {
  return !digits || numberString.replace(/\D/g, "").includes(digits);
}

function toRow(item: StockItem): ForSale {
  return {
    id: item.id,
    number: item.numberString,
    phoneNumber: toInternational(item.numberString),
    type: item.type,
    capabilities: capabilitiesOf(item.capabilities),
    monthlyPrice: priceWords(item.monthlyPrice),
    setupPrice: item.setupPrice ? priceWords(item.setupPrice) : undefined,
    isBackOrder: item.backOrderRequired === true,
  };
}
