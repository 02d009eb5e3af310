import { and, asc, eq, inArray, isNotNull, isNull, lt, ne, or, sql } from "drizzle-orm";
import { connectionSteps, connections } from "../schema";
import type { Db } from "../types";
import type { ConnectionKey } from "./connection-lease";

const QUIET_MS = 120_000;

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
