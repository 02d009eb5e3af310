import type { Money } from "@/lib/bird/money";

/** A price as Bird gives it, to the last digit: EUR 3.50. */
export function priceWords({ amount, currency }: Money): string {
  return `${currency} ${amount}`;
}
