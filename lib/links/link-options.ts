import { z } from "zod";
import { Metadata } from "@/lib/metadata";
import { RETURN_URL_MAX } from "./return-urls";

/** No address may be longer (RFC 5321, 4.5.3.1); an index takes no text of any length. */
export const EMAIL_MAX = 320;
export const LIFETIME_MIN_MINUTES = 15;
export const LIFETIME_MAX_MINUTES = 43_200;

/** An empty field of a form, or null, is an absent one. */
export const optional = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (value === "" || value === null ? undefined : value), schema.optional());

/** What any link may be given, whatever it is for. */
export const LinkOptions = {
  email: optional(
    z
      .email("Write an email address, for example ada@example.com.")
      .max(EMAIL_MAX, `Write at most ${EMAIL_MAX} characters.`),
  ),
  lifetimeMinutes: optional(
    z.coerce.number().int().min(LIFETIME_MIN_MINUTES).max(LIFETIME_MAX_MINUTES),
  ),
  successUrl: optional(z.string().trim().max(RETURN_URL_MAX)),
  failureUrl: optional(z.string().trim().max(RETURN_URL_MAX)),
  /** Mails the link to `email`. */
  mail: optional(z.literal("on")),
  metadata: Metadata.optional(),
};

type Mailed = { mail?: "on" | undefined; email?: string | undefined };

/** A link cannot be mailed to nobody. */
export const hasAddress = ({ mail, email }: Mailed): boolean => !mail || Boolean(email);
export const NO_ADDRESS = {
  path: ["email"],
  message: "Write the address that the link is to be mailed to.",
};
