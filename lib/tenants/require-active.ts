import type { TenantRow } from "@/db/queries/tenants";
import { AppError } from "@/lib/errors";

/** The tenant, unless it is archived: such a one can be read, and takes no change. Throws conflict (`tenant_archived`). */
export function requireActive(tenant: TenantRow): TenantRow {
  if (!tenant.archivedAt) return tenant;
  throw new AppError("conflict", "This tenant is archived. Restore it first.", {
    reason: "tenant_archived",
  });
}
