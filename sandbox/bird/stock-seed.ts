import { randomUUID } from "node:crypto";
import type { BirdState, Money, StockItem } from "./state.ts";

/** An amount in millionths, as Bird writes prices: 3.5 is `{amount: 3500000, exponent: -6}`. */
export function money(value: number, currencyCode = "EUR"): Money {
  return { currencyCode, amount: Math.round(value * 1_000_000), exponent: -6 };
}

/** Puts a number up for sale. */
export function addStock(bird: BirdState, item: Omit<StockItem, "id">): StockItem {
  const stocked = { id: randomUUID(), ...item };
  bird.stock.set(stocked.id, stocked);
  return stocked;
}

/** What is for sale right after start: four countries, several pages, prices with and without a setup price. */
export function seedStock(bird: BirdState): void {
  for (let n = 0; n < 24; n += 1) {
    const isDutch = n % 4 === 3;
    const line = lineOf(n);
    const number = isDutch ? `+3120555${line}${line}` : `+121255501${line}`;
    const country = isDutch ? "NL" : "US";
    const type = n % 6 === 5 ? "mobile" : "local";
    addStock(bird, { number, country, type, monthlyPrice: money(isDutch ? 4.25 : 3.5) });
  }
  for (let n = 0; n < 40; n += 1) {
    const number = `+130555501${lineOf(n)}`;
    addStock(bird, { number, country: "US", type: "local", monthlyPrice: money(3.5) });
  }
  for (let n = 0; n < 8; n += 1) {
    addStock(bird, {
      number: `+447700900${String(n + 100)}`,
      country: "GB",
      type: "mobile",
      monthlyPrice: money(2.9, "GBP"),
      setupPrice: money(5, "GBP"),
    });
  }
  for (let n = 0; n < 4; n += 1) {
    const number = `+1833555010${n}`;
    addStock(bird, {
      number,
      country: "US",
      type: "toll-free",
      monthlyPrice: money(2.1105, "USD"),
    });
  }
}

function lineOf(n: number): string {
  return String(n + 10).padStart(2, "0");
}
