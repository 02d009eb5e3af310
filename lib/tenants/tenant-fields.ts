import { z } from "zod";
import type { TenantRow } from "@/db/queries/tenants";
import { optionalField } from "@/lib/brand/brand";
import { AppError } from "@/lib/errors";

/** A language tag as people write it, in its canonical form. */
export const Locale = z
  .string()
  .trim()
  .transform((text, context) => {
    const tag = languageTag(text);
    if (tag) return tag;
    context.addIssue({
      code: "custom",
      message: "Write a language tag, for example en, nl or pt-BR.",
    });
    return z.NEVER;
  });

/** What the console's forms and the import know of a tenant, as people write it. */
export const TenantFields = {
  name: z
    .string("Write the tenant’s name.")
    .trim()
    .min(1, "Write the tenant’s name.")
    .max(200, "Write at most 200 characters."),
  externalId: optionalField(z.string().trim().max(200, "Write at most 200 characters.")),
  email: optionalField(
    z
      .string()
      .trim()
      .max(320)
      .toLowerCase()
      .pipe(z.email("Write an email address, for example ada@example.com.")),
  ),
  locale: optionalField(Locale),
  workspaceId: optionalField(
    z.string().trim().toLowerCase().pipe(z.guid("Copy the workspace id from Bird; it is a UUID.")),
  ),
};

const LANGUAGE_TAG_MAX = 35;

function languageTag(text: string): string | undefined {
  if (text.length > LANGUAGE_TAG_MAX) return undefined;
  try {
    return Intl.getCanonicalLocales(text)[0];
  } catch {
    return undefined;
  }
}

/** What a form posts back to show which state of the tenant it was about. */
export const versionOf = ({ updatedAt }: Pick<TenantRow, "updatedAt">): string =>
  updatedAt.toISOString();

/** A conflict that is told beside its field. */
export function fieldConflict(field: string, message: string, reason?: string): AppError {
  const errors = [{ field, message }];
  return new AppError("conflict", message, { errors, ...(reason && { reason }) });
}

/** The same of what only one tenant can have. */
export function takenConflict(field: keyof typeof CONFLICTS): AppError {
  return fieldConflict(field, CONFLICTS[field], TAKEN[field].reason);
}

export const CONFLICTS = {
  externalId: "Another tenant has this external id. Archived tenants keep theirs, too.",
  workspaceId: "Another tenant has this Bird workspace; each needs one of its own.",
  email: "This address belongs to an operator. Tenants need an address of their own.",
};

const TAKEN = {
  externalId: { reason: "external_id_taken" },
  workspaceId: { reason: "workspace_taken" },
  email: { reason: "email_taken" },
};
