import { and, asc, eq, inArray, isNotNull, lte, sql } from "drizzle-orm";
import { COUNTED_MAX } from "@/lib/endpoints/states";
import { endpoints } from "../schema";
import type { Db } from "../types";
import { rowsOf } from "./rows-of";

export type EndpointRow = typeof endpoints.$inferSelect;
export type NewEndpoint = typeof endpoints.$inferInsert;

/** Makes everybody who adds an endpoint come one after the other until the transaction ends. */
export async function lockEndpoints(tx: Db): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('endpoints', 0))`);
}

export function countEndpoints(db: Db): Promise<number> {
  return db.$count(endpoints);
}

export async function insertEndpoint(tx: Db, row: NewEndpoint): Promise<EndpointRow> {
  const [inserted] = await tx.insert(endpoints).values(row).returning();
  if (!inserted) throw new Error("insert returned no row");
  return inserted;
}

export function listEndpointRows(db: Db): Promise<EndpointRow[]> {
  return db.select().from(endpoints).orderBy(asc(endpoints.id));
}

export async function findEndpoint(db: Db, endpointId: string): Promise<EndpointRow | undefined> {
  const [row] = await db.select().from(endpoints).where(eq(endpoints.id, endpointId));
  return row;
}

/** The same, held until the transaction ends; events that are written meanwhile do not wait for it. */
export async function lockEndpoint(tx: Db, endpointId: string): Promise<EndpointRow | undefined> {
  const [row] = await tx
    .select()
    .from(endpoints)
    .where(eq(endpoints.id, endpointId))
    .for("no key update");
  return row;
}

/** Changes an endpoint that the transaction holds. */
export async function updateEndpointRow(
  tx: Db,
  endpointId: string,
  change: Partial<NewEndpoint>,
): Promise<EndpointRow> {
  const [row] = await tx
    .update(endpoints)
    .set(change)
    .where(eq(endpoints.id, endpointId))
    .returning();
  if (!row) throw new Error("update returned no row");
  return row;
}

/** Removes some of an endpoint's deliveries; returns how many. What is left goes with its row. */
export async function deleteSomeDeliveries(
  db: Db,
  { endpointId, limit }: { endpointId: string; limit: number },
): Promise<number> {
  const rows = await rowsOf<{ id: string }>(
    db,
    sql`delete from deliveries where id in (
      select id from deliveries where endpoint_id = ${endpointId} limit ${limit} for update skip locked)
    returning id`,
  );
  return rows.length;
}

export async function deleteEndpointRow(tx: Db, endpointId: string): Promise<void> {
  await tx.delete(endpoints).where(eq(endpoints.id, endpointId));
}

/** Wipes secrets that were replaced and whose time is over. */
export async function forgetPreviousSecrets(db: Db, now: Date): Promise<void> {
  await db
    .update(endpoints)
    .set({ sealedPreviousSecret: null, previousSecretUntil: null })
    .where(and(isNotNull(endpoints.sealedPreviousSecret), lte(endpoints.previousSecretUntil, now)));
}

/** How many deliveries of each endpoint are in a state, by its id; counted up to `COUNTED_MAX`. */
export async function countDeliveries(
  db: Db,
  { endpointIds, state }: { endpointIds: string[]; state: "pending" | "failed" },
): Promise<Map<string, number>> {
  if (endpointIds.length === 0) return new Map();
  const some = sql`select 1 from deliveries
    where deliveries.endpoint_id = endpoints.id and deliveries.state = ${state} limit ${COUNTED_MAX}`;
  const rows = await db
    .select({
      id: endpoints.id,
      count: sql<number>`(select count(*)::int from (${some}) as counted)`,
    })
    .from(endpoints)
    .where(inArray(endpoints.id, endpointIds));
  return new Map(rows.map(({ id, count }) => [id, count]));
}
