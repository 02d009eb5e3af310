import { z } from "zod";

export const DAYS = [7, 30, 90] as const;
export type Days = (typeof DAYS)[number];

const DAY_MS = 86_400_000;

/** The time that the overview looks back over, as its URL says. */
export const Period = z.object({
  days: z.coerce
    .number()
    .pipe(z.union(DAYS.map((days) => z.literal(days))))
    .optional()
    .catch(undefined),
});
export type Period = z.output<typeof Period>;

/** The days (YYYY-MM-DD, UTC) up to and with today, oldest first. */
export function daysUntil(now: Date, count: number): string[] {
  return Array.from({ length: count }, (_, index) =>
    new Date(now.getTime() - (count - 1 - index) * DAY_MS).toISOString().slice(0, 10),
  );
}
