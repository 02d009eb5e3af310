import { z } from "zod";
import { findUnstorable } from "@/lib/storable";

const DAY_MS = 86_400_000;

/** A text to filter a list by; one that PostgreSQL could not hold asks for nothing. */
export const FilterText = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine((text) => !findUnstorable(text))
  .optional()
  .catch(undefined);

/** A day of the UTC calendar as date fields send it. */
export const FilterDay = z.iso.date().optional().catch(undefined);

/** The time from the beginning of one day to the end of another. */
export function daysToRange({ from, to }: { from?: string | undefined; to?: string | undefined }): {
  from: Date | undefined;
  until: Date | undefined;
} {
  return {
    from: from ? new Date(from) : undefined,
    until: to ? new Date(Date.parse(to) + DAY_MS) : undefined,
  };
}
