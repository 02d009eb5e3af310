import { and, eq, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import { connections, tenants, workspaces } from "../schema";
import type { Db } from "../types";
import { type Keyset, keysetOf, type Page, toPage } from "./keyset";

export type TenantFilter = {
  q?: string | undefined;
  externalId?: string | undefined;
  /** In any case. */
  email?: string | undefined;
  show: "active" | "archived" | "all";
};
export type ListedTenant = {
  id: string;
  name: string;
  externalId: string | null;
  email: string | null;
  locale: string;
  metadata: Record<string, unknown>;
  workspaceId: string | null;
  workspaceFailureCode: string | null;
  /** Whether Perch has seen the workspace at Bird. */
  isSetUp: boolean;
  archivedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
  /** Counted up to `COUNTED_MAX`. */
  connected: number;
};

/** A customer with more connected numbers is said to have that many and more. */
export const COUNTED_MAX = 100;

/** Tenants, newest first, for operators over all tenants; `q` begins a name, an external id or an e-mail. */
export async function listTenantPage(
  db: Db,
  filter: TenantFilter,
  keyset: Keyset,
): Promise<Page<ListedTenant>> {
  const { where, orderBy, limit } = keysetOf(tenants.id, keyset);
  const rows = await db
    .select(shown())
    .from(tenants)
    .where(and(where, fits(filter)))
    .orderBy(orderBy)
    .limit(limit);
  return toPage(rows, keyset, ({ id }) => id);
}

/** One tenant as the list has it, archived or not. */
export async function findListedTenant(
  db: Db,
  tenantId: string,
): Promise<ListedTenant | undefined> {
  const [row] = await db.select(shown()).from(tenants).where(eq(tenants.id, tenantId));
  return row;
}

function shown() {
  return {
    id: tenants.id,
    name: tenants.name,
    externalId: tenants.externalId,
    email: tenants.email,
    locale: tenants.locale,
    metadata: tenants.metadata,
    workspaceId: tenants.workspaceId,
    workspaceFailureCode: tenants.workspaceFailureCode,
    isSetUp: isSetUp(),
    archivedAt: tenants.archivedAt,
    createdAt: tenants.createdAt,
    updatedAt: tenants.updatedAt,
    connected: connectedOf(),
  };
}

function fits({ q, externalId, email, show }: TenantFilter): SQL | undefined {
  return and(
    q ? beginsWith(q) : undefined,
    externalId ? eq(tenants.externalId, externalId) : undefined,
    email ? sql`lower(${tenants.email}) = ${email.toLowerCase()}` : undefined,
    shownAs(show),
  );
}

function connectedOf() {
  return sql<number>`(select count(*)::int from (select 1 from ${connections}
    where ${connections.tenantId} = ${tenants.id} and ${connections.state} = 'connected'
    limit ${COUNTED_MAX}) as counted)`;
}

function isSetUp() {
  return sql<boolean>`exists (select 1 from ${workspaces}
    where ${workspaces.workspaceId} = ${tenants.workspaceId}
      and ${workspaces.tenantId} = ${tenants.id})`;
}

function shownAs(show: TenantFilter["show"]): SQL | undefined {
  if (show === "all") return undefined;
  return show === "archived" ? isNotNull(tenants.archivedAt) : isNull(tenants.archivedAt);
}

function beginsWith(q: string): SQL | undefined {
  const pattern = `${q.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
  return or(
    sql`lower(${tenants.name}) like ${pattern}`,
    sql`lower(${tenants.externalId}) like ${pattern}`,
    sql`lower(${tenants.email}) like ${pattern}`,
  );
}
