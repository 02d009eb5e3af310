import { z } from "zod";
import { HEX_COLOR } from "./color-space";

/** What customers see of whoever invites them. */
export type Brand = {
  name: string;
  /** #rrggbb, as it was chosen; pages adjust it until it can be read. */
  color: string | undefined;
  supportEmail: string | undefined;
  logoUrl: string | undefined;
};

/** An empty field of a form is an absent one. */
export const optionalField = <S extends z.ZodType>(schema: S) =>
  z.preprocess(
    (value) => (typeof value === "string" && value.trim() === "" ? undefined : value),
    schema.optional(),
  );

/** The fields of a brand as a form posts them; an empty one stands for the default. */
export const BrandFields = {
  name: optionalField(z.string().trim().max(80, "Write at most 80 characters.")),
  color: optionalField(
    z
      .string()
      .trim()
      .regex(HEX_COLOR, "Write the colour as # and six digits, for example #1a73e8.")
      .transform((text) => text.toLowerCase()),
  ),
  supportEmail: optionalField(
    z
      .string()
      .trim()
      .max(320)
      .pipe(z.email("Write an email address, for example help@example.com.")),
  ),
};

/** A brand as it is kept; what cannot be read counts as not set. */
export const StoredBrand = z.object({
  name: z.string().optional().catch(undefined),
  color: z.string().regex(HEX_COLOR).optional().catch(undefined),
  supportEmail: z.string().optional().catch(undefined),
  /** Names the logo in its address, so that browsers may keep it for good. */
  logoHash: z.string().optional().catch(undefined),
});
export type StoredBrand = z.infer<typeof StoredBrand>;
