import { and, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import { HOLDING_STATES } from "@/lib/connections/states";
import { LIVE_LINK_STATES } from "@/lib/links/states";
import { connections, links, members, sessions, tenants, workspaces } from "../schema";
import type { Db } from "../types";
import type { LinkRow } from "./links";
import type { TenantRow } from "./tenants";

export type TenantChange = Partial<
  Pick<
    TenantRow,
    | "name"
    | "externalId"
    | "email"
    | "locale"
    | "metadata"
    | "brand"
    | "workspaceId"
    | "workspaceFailureCode"
    | "workspaceFailureDetail"
  >
>;

/** A tenant whether archived or not, for operators. */
export async function findAnyTenant(db: Db, tenantId: string): Promise<TenantRow | undefined> {
  const [row] = await db.select().from(tenants).where(eq(tenants.id, tenantId));
  return row;
}

/** The same, held until the transaction ends. */
export async function lockAnyTenant(tx: Db, tenantId: string): Promise<TenantRow | undefined> {
  const [row] = await tx.select().from(tenants).where(eq(tenants.id, tenantId)).for("update");
  return row;
}

/** Tenants by external id, held until the transaction ends. */
export function lockTenantsByExternalId(tx: Db, externalIds: string[]): Promise<TenantRow[]> {
  return tx
    .select()
    .from(tenants)
    .where(inArray(tenants.externalId, externalIds))
    .orderBy(tenants.id)
    .for("update");
}

/** Which of these workspaces have a tenant, archived or not. */
export function listTenantsOfWorkspaces(db: Db, workspaceIds: string[]) {
  return db
    .select({ id: tenants.id, workspaceId: tenants.workspaceId })
    .from(tenants)
    .where(inArray(tenants.workspaceId, workspaceIds));
}

/** Writes into a tenant that the transaction has locked. */
export async function updateTenantRow(
  tx: Db,
  { tenantId, now }: { tenantId: string; now: Date },
  change: TenantChange,
): Promise<void> {
  await tx
    .update(tenants)
    .set({ ...change, updatedAt: now })
    .where(eq(tenants.id, tenantId));
}

export async function insertTenants(
  tx: Db,
  rows: (typeof tenants.$inferInsert)[],
): Promise<TenantRow[]> {
  return tx.insert(tenants).values(rows).returning();
}

/** Archives an active tenant, or takes an archived one back; false when it was so already. */
export async function setArchived(
  tx: Db,
  { tenantId, at, now }: { tenantId: string; at: Date | null; now: Date },
): Promise<boolean> {
  const rows = await tx
    .update(tenants)
    .set({ archivedAt: at, updatedAt: now })
    .where(
      and(
        eq(tenants.id, tenantId),
        at ? isNull(tenants.archivedAt) : isNotNull(tenants.archivedAt),
      ),
    )
    .returning({ id: tenants.id });
  return rows.length > 0;
}

/** Revokes every usable link of a tenant, whatever it is for. */
export function revokeLinksOfTenant(
  tx: Db,
  { tenantId, now }: { tenantId: string; now: Date },
): Promise<LinkRow[]> {
  return tx
    .update(links)
    .set({ state: "revoked", revokedAt: now })
    .where(and(eq(links.tenantId, tenantId), inArray(links.state, [...LIVE_LINK_STATES])))
    .returning();
}

/** Ends what is left of sessions for a tenant: those of members who came by mail. */
export async function deleteSessionsOfTenant(tx: Db, tenantId: string): Promise<number> {
  const people = tx
    .select({ userId: members.userId })
    .from(members)
    .where(eq(members.tenantId, tenantId));
  const ended = await tx
    .delete(sessions)
    .where(and(eq(sessions.tenantId, tenantId), inArray(sessions.userId, people)))
    .returning({ userId: sessions.userId });
  return ended.length;
}

/** Whether a tenant has a number that is, or is to be, in its present workspace. */
export async function holdsNumbers(tx: Db, tenantId: string): Promise<boolean> {
  const rows = await tx
    .select({ id: connections.id })
    .from(connections)
    .where(
      and(
        eq(connections.tenantId, tenantId),
        inArray(connections.state, [...HOLDING_STATES, "failed"]),
      ),
    )
    .limit(1);
  return rows.length > 0;
}

/** Forgets what was set up in a tenant's workspace. */
export async function deleteWorkspaceOfTenant(tx: Db, tenantId: string): Promise<void> {
  await tx.delete(workspaces).where(eq(workspaces.tenantId, tenantId));
}

/** A tenant's newest links. */
export function listLinksOfTenant(db: Db, tenantId: string, limit: number): Promise<LinkRow[]> {
  return db.query.links.findMany({
    where: eq(links.tenantId, tenantId),
    orderBy: (table, { desc }) => desc(table.id),
    limit,
  });
}
