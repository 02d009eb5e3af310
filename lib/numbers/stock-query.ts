import { z } from "zod";

/** Bird's kinds of numbers. */
export const NUMBER_TYPES = ["local", "national", "mobile", "toll-free"] as const;

const text = z.string().trim();

/** ISO 3166-1 alpha-2, in any case. */
export const Country = text
  .toUpperCase()
  .regex(/^[A-Z]{2}$/, "Write the country as two letters, for example US.");

/** The start of a number in any spacing; its plus is added. */
const Prefix = text
  .transform((value) => `+${value.replace(/\D/g, "")}`)
  .pipe(
    z.string().regex(/^\+\d{1,15}$/, "Write the digits that it begins with, for example +1212."),
  );

const Digits = text
  .transform((value) => value.replace(/\D/g, ""))
  .pipe(z.string().min(1, "Write some digits.").max(15, "Write at most 15 digits."));

/** The same for programs, which are told what cannot be read. */
export const StrictStockQuery = z.strictObject({
  country: Country,
  type: z.enum(NUMBER_TYPES).optional(),
  prefix: text.max(20).pipe(Prefix).optional(),
  contains: text.max(20).pipe(Digits).optional(),
});

/** What to look for among the numbers for sale, as the URL says it; a field that cannot be read is left out. */
export const StockQuery = z.object({
  country: Country.optional().catch(undefined),
  type: z.enum(NUMBER_TYPES).optional().catch(undefined),
  prefix: Prefix.optional().catch(undefined),
  /** Digits anywhere in the number. */
  contains: Digits.optional().catch(undefined),
  /** Where Bird's list goes on. */
  page: z.string().max(8000).optional().catch(undefined),
});
export type StockQuery = z.infer<typeof StockQuery>;
