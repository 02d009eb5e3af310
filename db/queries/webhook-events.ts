import { and, asc, eq, isNull, lt, lte, ne, or, sql } from "drizzle-orm";
import { webhookEvents } from "../schema";
import type { Db } from "../types";

export type WebhookEventRow = typeof webhookEvents.$inferSelect;

/** An event as it comes in; its values must be storable. */
export type IncomingEvent = Pick<
  WebhookEventRow,
  "id" | "provider" | "sourceId" | "dedupeKey" | "kind" | "payload" | "occurredAt"
> & { tenantId?: string };

/**
 * Stores what is not stored yet, in one statement; returns how many were new. Pass events sorted by `dedupeKey`: two
 * deliveries of the same ones in different orders would wait for each other.
 */
export async function insertWebhookEvents(db: Db, events: IncomingEvent[]): Promise<number> {
  if (events.length === 0) return 0;
  // One parameter for all: building a query with one per value takes longer than everything else here.
  const inserted = await db.execute(sql`
    insert into webhook_events (id, provider, tenant_id, source_id, dedupe_key, kind, payload, occurred_at)
    select * from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as event(
      id uuid, provider text, "tenantId" uuid, "sourceId" text, "dedupeKey" text, kind text, payload jsonb,
      "occurredAt" timestamptz)
    on conflict (dedupe_key) do nothing returning id`);
  return (inserted as { rows: unknown[] }).rows.length;
}

type Claim = { now: Date; leaseUntil: Date; limit: number };

/** Takes the oldest due events for oneself, and counts an attempt of each; no two callers get the same one. */
export async function claimWebhookEvents(
  db: Db,
  { now, leaseUntil, limit }: Claim,
): Promise<WebhookEventRow[]> {
  const due = db.$with("due").as(
    db
      .select({ dueId: sql<string>`${webhookEvents.id}`.as("due_id") })
      .from(webhookEvents)
      .where(
        and(
          eq(webhookEvents.state, "received"),
          or(isNull(webhookEvents.notBefore), lte(webhookEvents.notBefore, now)),
          or(isNull(webhookEvents.leaseUntil), lte(webhookEvents.leaseUntil, now)),
        ),
      )
      .orderBy(asc(webhookEvents.receivedAt), asc(webhookEvents.id))
      .limit(limit)
      .for("update", { skipLocked: true }),
  );
  const rows = await db
    .with(due)
    .update(webhookEvents)
    .set({ leaseUntil, attempts: sql`${webhookEvents.attempts} + 1` })
    .where(sql`${webhookEvents.id} in (select due_id from ${due})`)
    .returning();
  return rows.sort(
    (left, right) =>
      left.receivedAt.getTime() - right.receivedAt.getTime() || (left.id < right.id ? -1 : 1),
  );
}

export type WebhookEventEnd = Pick<WebhookEventRow, "id" | "attempts" | "state"> & {
  result: string;
  notBefore: Date | null;
  tenantId: string | null;
  connectionId: string | null;
};

/** Writes how claimed events ended; one that was claimed again, or was moved meanwhile, is left alone. */
export async function endWebhookEvents(db: Db, ends: WebhookEventEnd[], now: Date): Promise<void> {
  if (ends.length === 0) return;
  await db.execute(sql`
    update webhook_events as event
    set state = ended.state, result = ended.result, not_before = ended."notBefore", lease_until = null,
      tenant_id = coalesce(ended."tenantId", event.tenant_id),
      connection_id = coalesce(ended."connectionId", event.connection_id),
      processed_at = case when ended.state = 'received' then null else ${now.toISOString()}::timestamptz end
    from jsonb_to_recordset(${JSON.stringify(ends)}::jsonb) as ended(
      id uuid, attempts integer, state text, result text, "notBefore" timestamptz, "tenantId" uuid,
      "connectionId" uuid)
    where event.id = ended.id and event.state = 'received' and event.attempts = ended.attempts`);
}

/**
 * Makes whoever holds events of a Bird workspace back, and whoever lets them go, come one after the other until the
 * transaction ends: an event must not be held just after the connection it waits for has become known.
 */
export async function lockHeldEvents(tx: Db, workspaceId: string): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`held_events:${workspaceId}`}, 0))`,
  );
}

/** Holds a claimed event back until requeueUnmatched. */
export async function holdWebhookEvent(
  tx: Db,
  { id, attempts }: Pick<WebhookEventRow, "id" | "attempts">,
  { result, now }: { result: string; now: Date },
): Promise<void> {
  await tx
    .update(webhookEvents)
    .set({ state: "unmatched", result, leaseUntil: null, processedAt: now })
    .where(
      and(
        eq(webhookEvents.id, id),
        eq(webhookEvents.attempts, attempts),
        eq(webhookEvents.state, "received"),
      ),
    );
}

const AFRESH = {
  state: "received",
  result: null,
  attempts: 0,
  notBefore: null,
  leaseUntil: null,
  processedAt: null,
} as const;

/**
 * Lets the held events of a Bird workspace be tried again; returns how many. Call it in the transaction that makes
 * a connector or channel of the workspace known, and start processing after it.
 */
export async function requeueUnmatched(tx: Db, workspaceId: string): Promise<number> {
  await lockHeldEvents(tx, workspaceId);
  const rows = await tx
    .update(webhookEvents)
    .set(AFRESH)
    .where(
      and(
        eq(webhookEvents.provider, "bird"),
        eq(webhookEvents.sourceId, workspaceId),
        eq(webhookEvents.state, "unmatched"),
      ),
    )
    .returning({ id: webhookEvents.id });
  return rows.length;
}

/** Lets one event that has ended be tried again; undefined when there is none that has. */
export async function requeueWebhookEvent(
  tx: Db,
  eventId: string,
  now: Date,
): Promise<WebhookEventRow | undefined> {
  const [row] = await tx
    .update(webhookEvents)
    .set({ ...AFRESH, replayedAt: now })
    .where(and(eq(webhookEvents.id, eventId), ne(webhookEvents.state, "received")))
    .returning();
  return row;
}

export async function findWebhookEvent(
  db: Db,
  eventId: string,
): Promise<WebhookEventRow | undefined> {
  const [row] = await db.select().from(webhookEvents).where(eq(webhookEvents.id, eventId));
  return row;
}

/** Forgets what was dealt with before a time; what still waits is kept. */
export async function purgeWebhookEvents(db: Db, before: Date): Promise<void> {
  await db
    .delete(webhookEvents)
    .where(and(lt(webhookEvents.processedAt, before), ne(webhookEvents.state, "received")));
}
