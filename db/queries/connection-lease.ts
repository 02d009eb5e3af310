import { and, eq, isNotNull, isNull, lt, or } from "drizzle-orm";
import { connections } from "../schema";
import type { Db } from "../types";
import type { ConnectionRow } from "./connections";

export type ConnectionKey = { tenantId: string; connectionId: string };
export type Lease = ConnectionKey & { leaseId: string };

const ofTenant = ({ tenantId, connectionId }: ConnectionKey) =>
  and(eq(connections.id, connectionId), eq(connections.tenantId, tenantId));

/** Takes the right to move a connection, unless somebody alive has it. */
export async function claimConnection(
  db: Db,
  lease: Lease & { now: Date; leaseUntil: Date },
): Promise<ConnectionRow | undefined> {
  const { leaseId, leaseUntil, now } = lease;
  const [row] = await db
    .update(connections)
    .set({ leaseId, leaseUntil })
    .where(
      and(ofTenant(lease), or(isNull(connections.leaseUntil), lt(connections.leaseUntil, now))),
    )
    .returning();
  return row;
}

/** Keeps the right for longer; undefined when somebody else has taken it. */
export async function renewLease(
  db: Db,
  lease: Lease & { leaseUntil: Date },
): Promise<ConnectionRow | undefined> {
  const [row] = await db
    .update(connections)
    .set({ leaseUntil: lease.leaseUntil })
    .where(and(ofTenant(lease), eq(connections.leaseId, lease.leaseId)))
    .returning();
  return row;
}

/** Gives the right up; undefined when it was not ours any more. */
export async function releaseLease(db: Db, lease: Lease): Promise<ConnectionRow | undefined> {
  const [row] = await db
    .update(connections)
    .set({ leaseId: null, leaseUntil: null })
    .where(and(ofTenant(lease), eq(connections.leaseId, lease.leaseId)))
    .returning();
  return row;
}

/** Takes the right away from everybody; right only while no other process moves connections. */
export async function releaseAllLeases(db: Db): Promise<void> {
  await db
    .update(connections)
    .set({ leaseId: null, leaseUntil: null })
    .where(isNotNull(connections.leaseUntil));
}
