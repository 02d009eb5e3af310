import { and, asc, eq, inArray, isNotNull, isNull, lt, ne, or, sql } from "drizzle-orm";
import { tenants, workspaces } from "../schema";
import type { Db } from "../types";
import type { TenantRow } from "./tenants";

export type WorkspaceRow = typeof workspaces.$inferSelect;

/** By Bird's id, whoever's it is: for what Bird posts, before anything of it is believed. */
export async function findWorkspaceById(
  db: Db,
  workspaceId: string,
): Promise<WorkspaceRow | undefined> {
  const [row] = await db.select().from(workspaces).where(eq(workspaces.workspaceId, workspaceId));
  return row;
}

export async function findWorkspaceOfTenant(
  db: Db,
  tenantId: string,
): Promise<WorkspaceRow | undefined> {
  const [row] = await db.select().from(workspaces).where(eq(workspaces.tenantId, tenantId));
  return row;
}

export async function insertWorkspace(
  db: Db,
  row: typeof workspaces.$inferInsert,
): Promise<WorkspaceRow | undefined> {
  const [inserted] = await db.insert(workspaces).values(row).onConflictDoNothing().returning();
  return inserted;
}

export async function updateWorkspace(
  db: Db,
  { tenantId, workspaceId }: Pick<WorkspaceRow, "tenantId" | "workspaceId">,
  change: Partial<Pick<WorkspaceRow, "hookUrl" | "hooks" | "hookedAt" | "updatedAt">>,
): Promise<void> {
  await db
    .update(workspaces)
    .set(change)
    .where(and(eq(workspaces.workspaceId, workspaceId), eq(workspaces.tenantId, tenantId)));
}

/** Takes the right to set up a tenant's workspace, unless somebody alive has it. */
export async function claimTenantWorkspace(
  db: Db,
  { tenantId, now, leaseUntil }: { tenantId: string; now: Date; leaseUntil: Date },
): Promise<TenantRow | undefined> {
  const [row] = await db
    .update(tenants)
    .set({ workspaceLeaseUntil: leaseUntil })
    .where(
      and(
        eq(tenants.id, tenantId),
        isNull(tenants.archivedAt),
        or(isNull(tenants.workspaceLeaseUntil), lt(tenants.workspaceLeaseUntil, now)),
      ),
    )
    .returning();
  return row;
}

/** Keeps the right until `next`; false when somebody else has taken it. */
export async function renewTenantWorkspace(
  db: Db,
  { tenantId, leaseUntil, next }: { tenantId: string; leaseUntil: Date; next: Date },
): Promise<boolean> {
  const rows = await db
    .update(tenants)
    .set({ workspaceLeaseUntil: next })
    .where(and(eq(tenants.id, tenantId), eq(tenants.workspaceLeaseUntil, leaseUntil)))
    .returning({ id: tenants.id });
  return rows.length > 0;
}

/** Gives up every such right; right only while no other process sets up workspaces. */
export async function releaseWorkspaceLeases(db: Db): Promise<void> {
  await db
    .update(tenants)
    .set({ workspaceLeaseUntil: null })
    .where(isNotNull(tenants.workspaceLeaseUntil));
}

export type WorkspaceEnd = Partial<
  Pick<TenantRow, "workspaceId" | "workspaceFailureCode" | "workspaceFailureDetail">
>;

/** Writes what became of it and gives the right up. */
export async function endTenantWorkspace(
  db: Db,
  { tenantId, leaseUntil }: { tenantId: string; leaseUntil: Date },
  change: WorkspaceEnd,
): Promise<void> {
  await db
    .update(tenants)
    .set({ ...change, workspaceLeaseUntil: null })
    .where(and(eq(tenants.id, tenantId), eq(tenants.workspaceLeaseUntil, leaseUntil)));
}

/** Keeps the id of a workspace that was found or made, unless the tenant has one already. */
export async function setTenantWorkspace(
  db: Db,
  { tenantId, workspaceId }: { tenantId: string; workspaceId: string },
): Promise<void> {
  await db
    .update(tenants)
    .set({ workspaceId })
    .where(and(eq(tenants.id, tenantId), isNull(tenants.workspaceId)));
}

type Misplaced = { urlStart: string; now: Date; untouchedSince: Date; limit: number };

/**
 * The tenants of workspaces whose hook goes to another address than `urlStart` and their id, longest untouched first.
 * They count as touched now: those that Bird refuses must not keep the others waiting.
 */
export async function takeMisplacedHooks(
  tx: Db,
  { urlStart, now, untouchedSince, limit }: Misplaced,
): Promise<string[]> {
  const rows = await tx
    .select({ tenantId: workspaces.tenantId })
    .from(workspaces)
    .innerJoin(tenants, eq(tenants.workspaceId, workspaces.workspaceId))
    .where(
      and(
        ne(workspaces.hookUrl, sql`${urlStart}::text || ${workspaces.workspaceId}`),
        lt(workspaces.updatedAt, untouchedSince),
        isNull(tenants.archivedAt),
      ),
    )
    .orderBy(asc(workspaces.updatedAt))
    .limit(limit);
  const tenantIds = rows.map(({ tenantId }) => tenantId);
  if (tenantIds.length > 0)
    await tx
      .update(workspaces)
      .set({ updatedAt: now })
      .where(inArray(workspaces.tenantId, tenantIds));
  return tenantIds;
}
