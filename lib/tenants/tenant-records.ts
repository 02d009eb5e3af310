import { findListedTenant, type ListedTenant, listTenantPage } from "@/db/queries/tenant-list";
import { findTenantByExternalId } from "@/db/queries/tenants";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Staff } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { readMetadata } from "@/lib/metadata";
import { workspaceState } from "./list-tenants";

/** A tenant as programs read it. */
export type TenantRecord = ReturnType<typeof toRecord>;

type Asked = {
  externalId?: string | undefined;
  email?: string | undefined;
  isArchived: boolean;
  limit: number;
  after: string | undefined;
};

/** A page of tenants, newest first, and the id after which the next begins. Throws forbidden. */
export async function listTenantRecords(
  ctx: Context<Staff>,
  { isArchived, externalId, email, ...keyset }: Asked,
): Promise<{ rows: TenantRecord[]; older: string | undefined }> {
  requireRole(ctx, "viewer", "tenants:read");
  const show = isArchived ? ("archived" as const) : ("active" as const);
  const page = await listTenantPage(ctx.db, { externalId, email, show }, keyset);
  return { rows: page.rows.map(toRecord), older: page.older };
}

/** One tenant, archived or not. Throws forbidden, not_found. */
export async function getTenantRecord(
  ctx: Context<Staff>,
  { tenantId }: { tenantId: string },
): Promise<TenantRecord> {
  requireRole(ctx, "viewer", "tenants:read");
  return readTenantRecord(ctx, tenantId);
}

/** The tenant of the ISV's own id, archived or not. Throws forbidden, not_found. */
export async function getTenantRecordBy(
  ctx: Context<Staff>,
  { externalId }: { externalId: string },
): Promise<TenantRecord> {
  requireRole(ctx, "viewer", "tenants:read");
  const tenant = await findTenantByExternalId(ctx.db, externalId);
  if (!tenant) throw notFound("tenant");
  return readTenantRecord(ctx, tenant.id);
}

/** The same for a verb that has authorised and changed it. Throws not_found. */
export async function readTenantRecord(
  { db }: Pick<Context, "db">,
  tenantId: string,
): Promise<TenantRecord> {
  const row = await findListedTenant(db, tenantId);
  if (!row) throw notFound("tenant");
  return toRecord(row);
}

function toRecord(row: ListedTenant) {
  const { id, name, externalId, email, locale, workspaceId } = row;
  return {
    ...{ id, name, externalId, email, locale },
    metadata: readMetadata(row.metadata),
    workspace: { id: workspaceId, state: workspaceState(row) },
    connectedNumbers: row.connected,
    archivedAt: row.archivedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
