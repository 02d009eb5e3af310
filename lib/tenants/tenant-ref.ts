import { z } from "zod";
import { findAnyTenant } from "@/db/queries/tenant-changes";
import { findTenantByExternalId, type TenantRow } from "@/db/queries/tenants";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { Id } from "@/lib/ids";
import { requireActive } from "./require-active";

/** The ISV's own id of a tenant. */
export const ExternalId = z.string().trim().min(1).max(200, "Write at most 200 characters.");

/** How a caller names a tenant; for a list, which tenant it is to be of, all of them without. */
export const TenantRef = {
  tenantId: Id.optional(),
  externalId: ExternalId.optional().meta({
    description: "Your own id of the tenant, instead of `tenantId`.",
  }),
};
export type TenantRef = { tenantId?: string | undefined; externalId?: string | undefined };

/** For what is about one tenant: exactly one of the two ids. */
export const hasOneId = ({ tenantId, externalId }: TenantRef): boolean =>
  Boolean(tenantId) !== Boolean(externalId);
const EITHER = "Send either tenantId or externalId.";
export const ONE_ID = { path: ["tenantId"], error: EITHER };

/** The tenant that a caller names to change something of it. Throws not_found, conflict (`tenant_archived`). */
export async function requireTenant(
  { db }: Pick<Context, "db">,
  ref: TenantRef,
): Promise<TenantRow> {
  const tenant = await findTenantByRef({ db }, ref);
  if (tenant) return requireActive(tenant);
  const field = ref.tenantId ? "tenantId" : "externalId";
  const message = ref.tenantId ? "No tenant has this id." : "No tenant has this external id.";
  throw new AppError("not_found", message, { errors: [{ field, message }] });
}

/** UUIDv7 begins with a time, so this is nobody's. */
const NOBODY = "00000000-0000-0000-0000-000000000000";

/** The tenant id that a list is to be filtered by; one that nobody has for an external id that nobody has. Throws invalid_input (both ids). */
export async function tenantOfFilter(
  ctx: Pick<Context, "db">,
  ref: TenantRef,
): Promise<string | undefined> {
  const { tenantId, externalId } = ref;
  if (!externalId) return tenantId;
  if (!tenantId) return (await findTenantByRef(ctx, ref))?.id ?? NOBODY;
  throw new AppError("invalid_input", EITHER, {
    errors: [{ field: "externalId", message: EITHER }],
  });
}

function findTenantByRef(
  { db }: Pick<Context, "db">,
  { tenantId, externalId }: TenantRef,
): Promise<TenantRow | undefined> {
  return tenantId ? findAnyTenant(db, tenantId) : findTenantByExternalId(db, externalId ?? "");
}
