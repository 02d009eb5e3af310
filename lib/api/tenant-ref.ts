import { findTenantByExternalId } from "@/db/queries/tenants";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";

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
