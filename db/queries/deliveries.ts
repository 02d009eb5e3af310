import { and, asc, eq, gt, gte, isNotNull, isNull, lte, ne, or, sql } from "drizzle-orm";
import { deliveries, deliveryAttempts, endpoints } from "../schema";
import type { Db } from "../types";
import { lowestIdAt } from "./id-range";
import { rowsOf } from "./rows-of";

export type DeliveryRow = typeof deliveries.$inferSelect;
export type AttemptRow = typeof deliveryAttempts.$inferSelect;

const isDue = (now: Date) =>
  and(
    eq(deliveries.state, "pending"),
    lte(deliveries.nextAttemptAt, now),
    or(isNull(deliveries.leaseUntil), lte(deliveries.leaseUntil, now)),
  );

/** The enabled endpoints that something is due for. */
export async function listDueEndpoints(db: Db, now: Date): Promise<string[]> {
  const due = db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(and(eq(deliveries.endpointId, endpoints.id), isDue(now)));
  const rows = await db
    .select({ id: endpoints.id })
    .from(endpoints)
    .where(and(eq(endpoints.state, "enabled"), sql`exists ${due}`))
    .orderBy(asc(endpoints.id));
  return rows.map(({ id }) => id);
}

/** When the next delivery that nobody has in hand is due for an enabled endpoint. */
export async function findNextDue(
  db: Db,
  endpointId: string,
  now: Date,
): Promise<Date | undefined> {
  const [row] = await db
    .select({ dueAt: deliveries.nextAttemptAt })
    .from(deliveries)
    .innerJoin(
      endpoints,
      and(eq(endpoints.id, deliveries.endpointId), eq(endpoints.state, "enabled")),
    )
    .where(
      and(
        eq(deliveries.endpointId, endpointId),
        eq(deliveries.state, "pending"),
        or(isNull(deliveries.leaseUntil), lte(deliveries.leaseUntil, now)),
      ),
    )
    .orderBy(asc(deliveries.nextAttemptAt))
    .limit(1);
  return row?.dueAt;
}

type Claim = { endpointId: string; now: Date; leaseUntil: Date; inFlightMax: number };

/**
 * Takes deliveries of an enabled endpoint that are due, longest due first, and counts an attempt of each; no two
 * callers get the same one, and together they never hold more than `inFlightMax`.
 */
export function claimDeliveries(
  db: Db,
  { endpointId, now, leaseUntil, inFlightMax }: Claim,
): Promise<DeliveryRow[]> {
  return db.transaction(async (tx) => {
    const [held] = await tx
      .select({ id: endpoints.id })
      .from(endpoints)
      .where(and(eq(endpoints.id, endpointId), eq(endpoints.state, "enabled")))
      .for("no key update");
    if (!held) return [];
    const isInFlight = and(
      eq(deliveries.endpointId, endpointId),
      eq(deliveries.state, "pending"),
      gt(deliveries.leaseUntil, now),
    );
    const free = inFlightMax - (await tx.$count(deliveries, isInFlight));
    if (free <= 0) return [];
    const due = tx.$with("due").as(
      tx
        .select({ dueId: sql<string>`${deliveries.id}`.as("due_id") })
        .from(deliveries)
        .where(and(eq(deliveries.endpointId, endpointId), isDue(now)))
        .orderBy(asc(deliveries.nextAttemptAt), asc(deliveries.id))
        .limit(free)
        .for("update", { skipLocked: true }),
    );
    const rows = await tx
      .with(due)
      .update(deliveries)
      .set({ leaseUntil, attempts: sql`${deliveries.attempts} + 1` })
      .where(sql`${deliveries.id} in (select due_id from ${due})`)
      .returning();
    return rows.sort((one, other) => (one.id < other.id ? -1 : 1));
  });
}

export async function insertDelivery(
  tx: Db,
  row: typeof deliveries.$inferInsert,
): Promise<DeliveryRow> {
  const [inserted] = await tx.insert(deliveries).values(row).returning();
  if (!inserted) throw new Error("insert returned no row");
  return inserted;
}

export async function findDelivery(db: Db, deliveryId: string): Promise<DeliveryRow | undefined> {
  const [row] = await db.select().from(deliveries).where(eq(deliveries.id, deliveryId));
  return row;
}

/** The same, held until the transaction ends. */
export async function lockDelivery(tx: Db, deliveryId: string): Promise<DeliveryRow | undefined> {
  const [row] = await tx
    .select()
    .from(deliveries)
    .where(eq(deliveries.id, deliveryId))
    .for("update");
  return row;
}

type End = Pick<DeliveryRow, "id" | "attempts"> &
  Partial<Pick<DeliveryRow, "state" | "attemptsBefore" | "nextAttemptAt" | "deliveredAt">>;

/** Writes how a claimed attempt ended; one that somebody else has taken up since is left alone. */
export async function endAttempt(tx: Db, { id, attempts, ...change }: End): Promise<void> {
  await tx
    .update(deliveries)
    .set({ ...change, leaseUntil: null })
    .where(
      and(
        eq(deliveries.id, id),
        eq(deliveries.attempts, attempts),
        eq(deliveries.state, "pending"),
        isNotNull(deliveries.leaseUntil),
      ),
    );
}

export async function insertAttempt(
  tx: Db,
  row: typeof deliveryAttempts.$inferInsert,
): Promise<void> {
  await tx.insert(deliveryAttempts).values(row);
}

/** The newest attempts of a delivery, oldest of them first. */
export async function listAttempts(
  db: Db,
  { deliveryId, limit }: { deliveryId: string; limit: number },
): Promise<AttemptRow[]> {
  const rows = await db
    .select()
    .from(deliveryAttempts)
    .where(eq(deliveryAttempts.deliveryId, deliveryId))
    .orderBy(sql`${deliveryAttempts.id} desc`)
    .limit(limit);
  return rows.reverse();
}

const afresh = (now: Date) => ({
  state: "pending" as const,
  attemptsBefore: sql`${deliveries.attempts}`,
  nextAttemptAt: now,
  leaseUntil: null,
  deliveredAt: null,
  replayedAt: now,
});

/** Has a delivery that has ended made once more; undefined when there is none that has. */
export async function replayDeliveryRow(
  tx: Db,
  deliveryId: string,
  now: Date,
): Promise<DeliveryRow | undefined> {
  const [row] = await tx
    .update(deliveries)
    .set(afresh(now))
    .where(and(eq(deliveries.id, deliveryId), ne(deliveries.state, "pending")))
    .returning();
  return row;
}

/** The same for some of an endpoint's that have failed, of events since a time; returns how many. */
export async function replayFailed(
  tx: Db,
  { endpointId, since, now, limit }: { endpointId: string; since: Date; now: Date; limit: number },
): Promise<number> {
  const failed = tx.$with("failed").as(
    tx
      .select({ failedId: sql<string>`${deliveries.id}`.as("failed_id") })
      .from(deliveries)
      .where(
        and(
          eq(deliveries.endpointId, endpointId),
          eq(deliveries.state, "failed"),
          gte(deliveries.eventId, lowestIdAt(since)),
        ),
      )
      .limit(limit)
      .for("update"),
  );
  const rows = await tx
    .with(failed)
    .update(deliveries)
    .set(afresh(now))
    .where(sql`${deliveries.id} in (select failed_id from ${failed})`)
    .returning({ id: deliveries.id });
  return rows.length;
}

/** Lets all that waits for an endpoint go at once. */
export async function hastenDeliveries(tx: Db, endpointId: string, now: Date): Promise<void> {
  await tx
    .update(deliveries)
    .set({ nextAttemptAt: now })
    .where(
      and(
        eq(deliveries.endpointId, endpointId),
        eq(deliveries.state, "pending"),
        gt(deliveries.nextAttemptAt, now),
      ),
    );
}

/** Gives up every attempt that is under way; right only while no other process makes one. */
export async function releaseDeliveryLeases(db: Db): Promise<void> {
  await db
    .update(deliveries)
    .set({ leaseUntil: null })
    .where(and(eq(deliveries.state, "pending"), isNotNull(deliveries.leaseUntil)));
}

/** Forgets what endpoints that are switched off have waited for in vain; returns how many. */
export async function purgeWaiting(
  db: Db,
  { before, limit }: { before: Date; limit: number },
): Promise<number> {
  const rows = await rowsOf<{ id: string }>(
    db,
    sql`delete from deliveries where id in (
      select delivery.id from deliveries as delivery join endpoints on endpoints.id = delivery.endpoint_id
      where delivery.state = 'pending' and endpoints.state <> 'enabled'
        and delivery.id < ${lowestIdAt(before)} limit ${limit})
    returning id`,
  );
  return rows.length;
}
