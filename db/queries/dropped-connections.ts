import { and, asc, eq, gt, inArray, isNotNull, isNull, lt, ne, or, sql } from "drizzle-orm";
import { connectionSteps, connections } from "../schema";
import type { Db } from "../types";
import type { ConnectionKey } from "./connection-lease";

const QUIET_MS = 120_000;
/** What was to go on longer ago than this has been passed over for a reason. */
const FORGOTTEN_MS = 7 * 86_400_000;

/**
 * Connections with work left that nobody has touched for two minutes though nothing tells them to wait: their job was
 * lost, as after a restored backup.
 */
export function listDropped(db: Db, now: Date, limit: number): Promise<ConnectionKey[]> {
  const isUnfinished = or(
    inArray(connections.state, ["pending", "provisioning"]),
    and(isNotNull(connections.disconnectRequestedAt), ne(connections.state, "disconnected")),
  );
  const waits = db
    .select({ one: sql`1` })
    .from(connectionSteps)
    .where(
      and(
        eq(connectionSteps.connectionId, connections.id),
        sql`${connectionSteps.notBefore} > ${now.toISOString()}::timestamptz`,
      ),
    );
  return db
    .select({ tenantId: connections.tenantId, connectionId: connections.id })
    .from(connections)
    .where(
      and(
        isUnfinished,
        lt(connections.updatedAt, new Date(now.getTime() - QUIET_MS)),
        or(isNull(connections.leaseUntil), lt(connections.leaseUntil, now)),
        sql`not exists (${waits})`,
      ),
    )
    .orderBy(asc(connections.updatedAt))
    .limit(limit);
}

/** Connections whose blocked step should have gone on by itself two minutes ago: their job was lost. */
export function listUnresumed(db: Db, now: Date, limit: number): Promise<ConnectionKey[]> {
  return db
    .select({ tenantId: connectionSteps.tenantId, connectionId: connectionSteps.connectionId })
    .from(connectionSteps)
    .innerJoin(connections, eq(connections.id, connectionSteps.connectionId))
    .where(
      and(
        eq(connectionSteps.state, "blocked"),
        lt(connectionSteps.notBefore, new Date(now.getTime() - QUIET_MS)),
        gt(connectionSteps.notBefore, new Date(now.getTime() - FORGOTTEN_MS)),
        ne(connections.state, "disconnected"),
        or(isNull(connections.leaseUntil), lt(connections.leaseUntil, now)),
      ),
    )
    .orderBy(asc(connectionSteps.notBefore))
    .limit(limit);
}

/** Connected ones whose health is to be read, longest due first. */
export function listHealthDue(db: Db, now: Date, limit: number): Promise<ConnectionKey[]> {
  return db
    .select({ tenantId: connections.tenantId, connectionId: connections.id })
    .from(connections)
    .where(and(eq(connections.state, "connected"), lt(connections.healthDueAt, now)))
    .orderBy(asc(connections.healthDueAt))
    .limit(limit);
}

/** All that a process may go on with right after a start that nobody else shares. */
export function listUnfinished(db: Db, limit: number): Promise<ConnectionKey[]> {
  return db
    .select({ tenantId: connections.tenantId, connectionId: connections.id })
    .from(connections)
    .where(
      or(
        inArray(connections.state, ["pending", "provisioning"]),
        and(isNotNull(connections.disconnectRequestedAt), ne(connections.state, "disconnected")),
      ),
    )
    .orderBy(asc(connections.updatedAt))
    .limit(limit);
}
