import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { WebhookEventState, WebhookProvider } from "@/lib/webhooks/states";
import { at, createdAt, id } from "../columns";

/** What Meta and Bird have told us: stored once, before any work, and kept for replay. */
export const webhookEvents = pgTable(
  "webhook_events",
  {
    id: id(),
    provider: text().$type<WebhookProvider>().notNull(),
    /** Known for Bird's at once, for Meta's once the account is matched. */
    tenantId: uuid("tenant_id"),
    connectionId: uuid("connection_id"),
    /** Bird's workspace id, or Meta's entry id. */
    sourceId: text("source_id").notNull(),
    dedupeKey: text("dedupe_key").notNull().unique(),
    /** Bird's event, or Meta's field, after the object when that is no WhatsApp account. */
    kind: text().notNull(),
    payload: jsonb().$type<Record<string, unknown>>().notNull(),
    occurredAt: at("occurred_at").notNull(),
    state: text().$type<WebhookEventState>().notNull().default("received"),
    /** What became of it, in a word. */
    result: text(),
    attempts: integer().notNull().default(0),
    notBefore: at("not_before"),
    leaseUntil: at("lease_until"),
    processedAt: at("processed_at"),
    replayedAt: at("replayed_at"),
    receivedAt: createdAt(),
  },
  (table) => [
    index("webhook_events_due").on(table.receivedAt).where(sql`state = 'received'`),
    index("webhook_events_state").on(table.state, table.id),
    index("webhook_events_kind").on(table.provider, table.kind, table.id),
    index("webhook_events_tenant").on(table.tenantId, table.id),
    index("webhook_events_source").on(table.provider, table.sourceId, table.id),
    index("webhook_events_connection").on(table.connectionId, table.id),
  ],
);
