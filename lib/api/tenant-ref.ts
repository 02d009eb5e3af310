import { z } from "zod";
import { findTenantByExternalId } from "@/db/queries/tenants";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { ObjectId } from "./schemas";

export const ExternalId = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .meta({ description: "Your own id of the tenant, instead of `tenantId`." });

/** Which tenant a list is to be of; all of them without. */
export const TenantFilter = { tenantId: ObjectId.optional(), externalId: ExternalId.optional() };

type TenantRef = { tenantId?: string | undefined; externalId?: string | undefined };

/** The id of a tenant that a caller names by either id; whether one has it is the verb's to say. Throws not_found. */
export async function findTenantId(
  { db }: Pick<Context, "db">,
  { tenantId, externalId }: TenantRef,
): Promise<string> {
  if (tenantId) return tenantId;
  const tenant = externalId ? await findTenantByExternalId(db, externalId) : undefined;
  if (tenant) return tenant.id;
  const message = "No tenant has this external id.";
  throw new AppError("not_found", message, { errors: [{ field: "externalId", message }] });
}

/** The tenant of a list's filter, if it has one. Throws not_found, invalid_input (both ids). */
export async function tenantOfFilter(
  ctx: Pick<Context, "db">,
  filter: TenantRef,
): Promise<string | undefined> {
  if (!filter.tenantId && !filter.externalId) return undefined;
  if (!filter.tenantId || !filter.externalId) return findTenantId(ctx, filter);
  const message = "Send either tenantId or externalId.";
  throw new AppError("invalid_input", message, { errors: [{ field: "externalId", message }] });
}
