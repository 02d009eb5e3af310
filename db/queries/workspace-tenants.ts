import { and, asc, eq, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import { tenants } from "../schema";
import type { Db } from "../types";
import { type Keyset, keysetOf, type Page, toPage } from "./keyset";

const SHOWN = {
  id: tenants.id,
  name: tenants.name,
  externalId: tenants.externalId,
  workspaceId: tenants.workspaceId,
};
export type WorkspaceTenant = {
  id: string;
  name: string;
  externalId: string | null;
  workspaceId: string | null;
};
type Wanted = { query?: string | undefined; tenantId?: string | undefined };

/** For operators, over all tenants: those that have a Bird workspace, newest first. */
export async function listWorkspaceTenants(
  db: Db,
  { query, tenantId, ...keyset }: Wanted & Keyset,
): Promise<Page<WorkspaceTenant>> {
  const { where, orderBy, limit } = keysetOf(tenants.id, keyset);
  const rows = await db
    .select(SHOWN)
    .from(tenants)
    .where(
      and(
        isNotNull(tenants.workspaceId),
        isNull(tenants.archivedAt),
        tenantId ? eq(tenants.id, tenantId) : undefined,
        startsWith(query),
        where,
      ),
    )
    .orderBy(orderBy)
    .limit(limit);
  return toPage(rows, keyset, ({ id }) => id);
}

/** For operators, over all tenants: those whose name or external id begins so, by name. */
export function findTenantsByStart(
  db: Db,
  { query, limit }: { query: string | undefined; limit: number },
): Promise<WorkspaceTenant[]> {
  return db
    .select(SHOWN)
    .from(tenants)
    .where(and(isNull(tenants.archivedAt), startsWith(query)))
    .orderBy(query ? asc(sql`lower(${tenants.name})`) : sql`${tenants.id} desc`)
    .limit(limit);
}

/** Case does not count; the index on the lower-case text serves it. */
function startsWith(query: string | undefined): SQL | undefined {
  if (!query) return undefined;
  const pattern = `${query.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
  return or(
    sql`lower(${tenants.name}) like ${pattern}`,
    sql`lower(${tenants.externalId}) like ${pattern}`,
  );
}
