import { z } from "zod";

/** A price as text: an exact decimal with at least two places, and Bird's currency. */
export type Money = { amount: string; currency: string };

/** Bird: value = amount x 10^exponent. Stays text, since a float would round what somebody pays. */
export const birdMoney = z
  .object({
    currencyCode: z.string().regex(/^[A-Z]{3}$/),
    amount: z.union([z.int(), z.string().regex(/^-?\d{1,30}$/)]).transform(String),
    exponent: z.int().min(-18).max(18),
  })
  .transform(
    ({ currencyCode, amount, exponent }): Money => ({
      amount: toDecimal(amount, exponent),
      currency: currencyCode,
    }),
  );

/** Whether two prices are the same to the last digit; an absent one equals only another absent one. */
export function isSamePrice(one: Money | undefined, other: Money | undefined): boolean {
  return plain(one?.amount) === plain(other?.amount) && one?.currency === other?.currency;
}

/** 3.50, 3.5 and 3.500 are one price. */
function plain(amount: string | undefined): string | undefined {
  return amount?.includes(".") ? amount.replace(/\.?0+$/, "") : amount;
}

function toDecimal(amount: string, exponent: number): string {
  const isNegative = amount.startsWith("-");
  const digits = amount.replace("-", "") + "0".repeat(Math.max(0, exponent));
  const places = Math.max(0, -exponent);
  const padded = digits.padStart(places + 1, "0");
  const whole = padded.slice(0, padded.length - places).replace(/^0+(?=\d)/, "");
  const fraction = padded
    .slice(padded.length - places)
    .replace(/0+$/, "")
    .padEnd(2, "0");
  return `${isNegative ? "-" : ""}${whole}.${fraction}`;
}
