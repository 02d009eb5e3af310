import { and, eq, isNull } from "drizzle-orm";
import { tenants } from "../schema";
import type { Db } from "../types";

export type TenantRow = typeof tenants.$inferSelect;

export async function findTenant(db: Db, tenantId: string): Promise<TenantRow | undefined> {
  const [row] = await db
    .select()
    .from(tenants)
    .where(and(eq(tenants.id, tenantId), isNull(tenants.archivedAt)));
  return row;
}

/** The same, held until the transaction ends: whoever changes what is one per tenant comes one after the other. */
export async function lockTenant(tx: Db, tenantId: string): Promise<TenantRow | undefined> {
  const [row] = await tx
    .select()
    .from(tenants)
    .where(and(eq(tenants.id, tenantId), isNull(tenants.archivedAt)))
    .for("update");
  return row;
}

export async function insertTenant(db: Db, row: typeof tenants.$inferInsert): Promise<TenantRow> {
  const [inserted] = await db.insert(tenants).values(row).returning();
  if (!inserted) throw new Error("insert returned no row");
  return inserted;
}

export async function findTenantByExternalId(
  db: Db,
  externalId: string,
): Promise<TenantRow | undefined> {
  const [row] = await db.select().from(tenants).where(eq(tenants.externalId, externalId));
  return row;
}

/** Whether any tenant, archived or not, has this Bird workspace. */
export async function isWorkspaceTaken(db: Db, workspaceId: string): Promise<boolean> {
  return (await db.$count(tenants, eq(tenants.workspaceId, workspaceId))) > 0;
}

/** How a tenant is called, archived or not; for operators, who see all tenants. */
export async function findTenantName(db: Db, tenantId: string): Promise<string | undefined> {
  const [row] = await db
    .select({ name: tenants.name })
    .from(tenants)
    .where(eq(tenants.id, tenantId));
  return row?.name;
}
