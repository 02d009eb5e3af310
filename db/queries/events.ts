import { and, eq, inArray, sql } from "drizzle-orm";
import type { EventType } from "@/lib/endpoints/states";
import { events } from "../schema";
import type { Db } from "../types";
import { lowestIdAt } from "./id-range";
import { type Keyset, keysetOf, type Page, toPage } from "./keyset";
import { rowsOf } from "./rows-of";

export type EventRow = typeof events.$inferSelect;
export type EventFilter = {
  types?: EventType[] | undefined;
  tenantIds?: string[] | undefined;
  connectionId?: string | undefined;
};

/** For operators and keys, over all tenants. */
export async function findEvent(db: Db, eventId: string): Promise<EventRow | undefined> {
  const [row] = await db.select().from(events).where(eq(events.id, eventId));
  return row;
}

export async function insertEvent(tx: Db, row: typeof events.$inferInsert): Promise<EventRow> {
  const [inserted] = await tx.insert(events).values(row).returning();
  if (!inserted) throw new Error("insert returned no row");
  return inserted;
}

/** One page of what happened, of all tenants, newest first; for operators and keys. */
export async function listEvents(
  db: Db,
  { types, tenantIds, connectionId }: EventFilter,
  keyset: Keyset,
): Promise<Page<EventRow>> {
  const page = keysetOf(events.id, keyset);
  const rows = await db
    .select()
    .from(events)
    .where(
      and(
        types ? inArray(events.type, types) : undefined,
        tenantIds ? inArray(events.tenantId, tenantIds) : undefined,
        connectionId ? eq(events.connectionId, connectionId) : undefined,
        page.where,
      ),
    )
    .orderBy(page.orderBy)
    .limit(page.limit);
  return toPage(rows, keyset, ({ id }) => id);
}

/** Forgets old events and how they were delivered, all but those that some endpoint still waits for. */
export async function purgeEvents(db: Db, { before, limit }: { before: Date; limit: number }) {
  const rows = await rowsOf<{ id: string }>(
    db,
    sql`delete from events where id in (
      select event.id from events as event
      where event.id < ${lowestIdAt(before)} and not exists (
        select 1 from deliveries where deliveries.event_id = event.id and deliveries.state = 'pending')
      order by event.id limit ${limit})
    returning id`,
  );
  return rows.length;
}
