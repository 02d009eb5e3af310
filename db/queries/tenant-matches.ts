import { and, asc, eq, inArray, isNull, like, or, sql } from "drizzle-orm";
import { tenants } from "../schema";
import type { Db } from "../types";

export type TenantMatch = Pick<
  typeof tenants.$inferSelect,
  "id" | "name" | "externalId" | "email" | "archivedAt"
>;

const MATCH = {
  id: tenants.id,
  name: tenants.name,
  externalId: tenants.externalId,
  email: tenants.email,
  archivedAt: tenants.archivedAt,
};

/** Tenants whose name, external id or e-mail begins with a text in whatever case; for operators, over all tenants. */
export async function matchTenants(
  db: Db,
  { text, limit, isLive }: { text: string; limit: number; isLive?: boolean },
): Promise<TenantMatch[]> {
  const prefix = `${text.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
  return db
    .select(MATCH)
    .from(tenants)
    .where(
      and(
        or(
          like(sql`lower(${tenants.name})`, prefix),
          like(sql`lower(${tenants.externalId})`, prefix),
          like(sql`lower(${tenants.email})`, prefix),
        ),
        isLive ? isNull(tenants.archivedAt) : undefined,
      ),
    )
    .orderBy(asc(tenants.name), asc(tenants.id))
    .limit(limit);
}

/** The tenant with an id, as a match. */
export async function matchTenantById(db: Db, tenantId: string): Promise<TenantMatch[]> {
  return db.select(MATCH).from(tenants).where(eq(tenants.id, tenantId));
}

/** Names by id of tenants, archived or not. */
export async function tenantNames(db: Db, tenantIds: string[]): Promise<Map<string, string>> {
  if (tenantIds.length === 0) return new Map();
  const rows = await db
    .select({ id: tenants.id, name: tenants.name })
    .from(tenants)
    .where(inArray(tenants.id, tenantIds));
  return new Map(rows.map(({ id, name }) => [id, name]));
}
