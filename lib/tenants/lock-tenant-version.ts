import { lockAnyTenant } from "@/db/queries/tenant-changes";
import type { TenantRow } from "@/db/queries/tenants";
import type { Db } from "@/db/types";
import { notFound } from "@/lib/errors";
import { lostUpdate } from "@/lib/lost-update";
import { requireActive } from "./require-active";
import { versionOf } from "./tenant-fields";

/** An active tenant, held until the transaction ends. Throws not_found, and conflict (`tenant_archived`). */
export async function lockActiveTenant(tx: Db, tenantId: string): Promise<TenantRow> {
  const tenant = await lockAnyTenant(tx, tenantId);
  if (!tenant) throw notFound("tenant");
  return requireActive(tenant);
}

/** The same, as long as it is what its form showed. Throws conflict when it was changed since. */
export async function lockTenantVersion(
  tx: Db,
  { tenantId, version }: { tenantId: string; version: string },
): Promise<TenantRow> {
  const tenant = await lockActiveTenant(tx, tenantId);
  if (versionOf(tenant) !== version) throw lostUpdate();
  return tenant;
}

/** The time of a change, later than that of the one before: it is the version that forms post back. */
export function nextVersion(tenant: TenantRow, now: Date): Date {
  return new Date(Math.max(now.getTime(), tenant.updatedAt.getTime() + 1));
}
