import { and, asc, desc, eq, gte, isNull, lte, sql } from "drizzle-orm";
import { connections, signups, tenants } from "../schema";
import type { Db } from "../types";

/** Written out, so that the planner sees that the index of the stuck ones fits. */
const IS_UNFINISHED = sql`${connections.state} in ('pending', 'provisioning', 'action_required')`;
const HAS_ENDED = sql`${signups.state} in ('failed', 'abandoned', 'cancelled')`;

const CONNECTION = {
  id: connections.id,
  tenantId: connections.tenantId,
  tenantName: tenants.name,
  state: connections.state,
  phoneNumber: connections.phoneNumber,
  failureCode: connections.failureCode,
  failureDetail: connections.failureDetail,
  disconnectRequestedAt: connections.disconnectRequestedAt,
  tokenExpiresAt: connections.tokenExpiresAt,
  updatedAt: connections.updatedAt,
};

/**
 * Connections of all tenants that wait for somebody, or have been set up since before `quietSince`; those that have
 * not moved for the longest time first. For operators.
 */
export function listStuckConnections(
  db: Db,
  { quietSince, limit }: { quietSince: Date; limit: number },
) {
  return db
    .select(CONNECTION)
    .from(connections)
    .innerJoin(tenants, eq(tenants.id, connections.tenantId))
    .where(
      and(
        IS_UNFINISHED,
        sql`(${connections.state} = 'action_required' or ${lte(connections.updatedAt, quietSince)})`,
      ),
    )
    .orderBy(asc(connections.updatedAt))
    .limit(limit);
}
export type StuckRow = Awaited<ReturnType<typeof listStuckConnections>>[number];

/** Connected numbers of all tenants whose permission has ended or ends until `until`, soonest first. For operators. */
export function listEndingPermissions(db: Db, { until, limit }: { until: Date; limit: number }) {
  return db
    .select(CONNECTION)
    .from(connections)
    .innerJoin(tenants, eq(tenants.id, connections.tenantId))
    .where(
      and(
        sql`${connections.state} = 'connected'`,
        lte(connections.tokenExpiresAt, until),
        isNull(connections.disconnectRequestedAt),
      ),
    )
    .orderBy(asc(connections.tokenExpiresAt))
    .limit(limit);
}

/**
 * The last tries of customers that came to nothing since a time, oldest first: a later try of the same customer, or a
 * connection, makes an earlier one nobody's business. For operators.
 */
export function listLostSignups(db: Db, { since, limit }: { since: Date; limit: number }) {
  return db
    .select({
      id: signups.id,
      tenantId: signups.tenantId,
      tenantName: tenants.name,
      state: signups.state,
      failureCode: signups.failureCode,
      failureDetail: signups.failureDetail,
      createdAt: signups.createdAt,
    })
    .from(signups)
    .innerJoin(tenants, eq(tenants.id, signups.tenantId))
    .where(
      and(
        HAS_ENDED,
        gte(signups.id, firstIdAt(since)),
        isNull(tenants.archivedAt),
        sql`not exists (select 1 from signups later where later.tenant_id = ${signups.tenantId} and later.id > ${signups.id})`,
        sql`not exists (select 1 from connections made where made.tenant_id = ${signups.tenantId} and made.id > ${signups.id})`,
      ),
    )
    .orderBy(asc(signups.id))
    .limit(limit);
}
export type LostSignupRow = Awaited<ReturnType<typeof listLostSignups>>[number];

/** The newest tenants, for a form that offers them. */
export function listNewestTenants(db: Db, limit: number) {
  return db
    .select({ id: tenants.id, name: tenants.name })
    .from(tenants)
    .where(isNull(tenants.archivedAt))
    .orderBy(desc(tenants.id))
    .limit(limit);
}

/** The least id that a row made at a time can have: ids begin with their time. */
function firstIdAt(time: Date): string {
  const hex = time.getTime().toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
