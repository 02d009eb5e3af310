import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { FailureCode, FailureDetail } from "@/lib/failures";
import type { SignupState } from "@/lib/signups/states";
import { at, createdAt, id, updatedAt } from "../columns";
import { links } from "./links";
import { tenants } from "./tenants";

/** One launch of Embedded Signup; its halves are the code and the session event. */
export const signups = pgTable(
  "signups",
  {
    id: id(),
    tenantId: uuid("tenant_id")
      .notNull()
      .references(() => tenants.id, { onDelete: "cascade" }),
    linkId: uuid("link_id").references(() => links.id, { onDelete: "set null" }),
    startedBy: uuid("started_by"),
    state: text().$type<SignupState>().notNull().default("open"),
    numberId: text("number_id"),
    preVerifiedId: text("pre_verified_id"),
    /** E.164 of the chosen Bird number. */
    phoneNumber: text("phone_number"),
    /** E.164 that the link insists on. */
    expectedPhoneNumber: text("expected_phone_number"),
    launchOutcome: text("launch_outcome").$type<"opened" | "blocked" | "sdk_unavailable">(),
    launchedAt: at("launched_at"),
    codeHash: text("code_hash").unique(),
    exchangeLeaseUntil: at("exchange_lease_until"),
    exchangedAt: at("exchanged_at"),
    sealedToken: text("sealed_token"),
    tokenExpiresAt: at("token_expires_at"),
    event: text(),
    eventData: jsonb("event_data").$type<Record<string, unknown>>(),
    eventReceivedAt: at("event_received_at"),
    verifyLeaseUntil: at("verify_lease_until"),
    verifyAttempts: integer("verify_attempts").notNull().default(0),
    failureCode: text("failure_code").$type<FailureCode>(),
    failureDetail: jsonb("failure_detail").$type<FailureDetail>(),
    connectionId: uuid("connection_id"),
    /** The connection that this launch is to renew; no other number will do. */
    reconnectId: uuid("reconnect_id"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    index("signups_tenant").on(table.tenantId, table.id),
    index("signups_unsettled").on(table.state, table.updatedAt),
    index("signups_link").on(table.linkId),
    index("signups_failed").on(table.id).where(sql`state in ('failed', 'abandoned', 'cancelled')`),
    index("signups_reference").on(sql`right(replace(${table.id}::text, '-', ''), 12)`),
  ],
);

/** Every session event as the browser sent it: unauthenticated, kept for support and for the funnel. */
export const signupEvents = pgTable(
  "signup_events",
  {
    id: id(),
    tenantId: uuid("tenant_id").notNull(),
    signupId: uuid("signup_id")
      .notNull()
      .references(() => signups.id, { onDelete: "cascade" }),
    digest: text().notNull(),
    payload: jsonb().$type<Record<string, unknown>>().notNull(),
    receivedAt: createdAt(),
  },
  (table) => [uniqueIndex("signup_events_once").on(table.signupId, table.digest)],
);
