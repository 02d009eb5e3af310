import { sql } from "drizzle-orm";
import { index, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { LinkPurpose, LinkState } from "@/lib/links/states";
import { at, createdAt, id } from "../columns";
import { tenants } from "./tenants";

export const links = pgTable(
  "links",
  {
    id: id(),
    tenantId: uuid("tenant_id")
      .notNull()
      .references(() => tenants.id, { onDelete: "cascade" }),
    purpose: text().$type<LinkPurpose>().notNull(),
    state: text().$type<LinkState>().notNull().default("created"),
    secretHash: text("secret_hash").notNull().unique(),
    email: text(),
    expectedPhoneNumber: text("expected_phone_number"),
    /** The Bird number that this link is to connect; the customer is not asked. */
    numberId: text("number_id"),
    /** The connection that this link is to renew. */
    connectionId: uuid("connection_id"),
    successUrl: text("success_url"),
    failureUrl: text("failure_url"),
    /** The ISV's own words, handed back with every event. */
    metadata: jsonb().$type<Record<string, string>>().notNull().default({}),
    expiresAt: at("expires_at").notNull(),
    viewedAt: at("viewed_at"),
    startedAt: at("started_at"),
    completedAt: at("completed_at"),
    failedAt: at("failed_at"),
    expiredAt: at("expired_at"),
    revokedAt: at("revoked_at"),
    mailedAt: at("mailed_at"),
    /** When its customer asked for a fresh one. */
    requestedAt: at("requested_at"),
    createdBy: uuid("created_by"),
    createdAt: createdAt(),
  },
  (table) => [
    index("links_tenant").on(table.tenantId, table.id),
    index("links_state").on(table.state, table.id),
    index("links_requested").on(table.requestedAt).where(sql`requested_at is not null`),
    uniqueIndex("links_one_live_per_purpose")
      .on(table.tenantId, table.purpose)
      .where(sql`state in ('created', 'viewed', 'started', 'failed')`),
  ],
);
