import { sql } from "drizzle-orm";
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { ConnectionState, StepId, StepState } from "@/lib/connections/states";
import type { FailureCode, FailureDetail } from "@/lib/failures";
import { at, createdAt, id, updatedAt } from "../columns";
import { tenants } from "./tenants";

export type NumberChoice = {
  wabaId: string;
  wabaName: string;
  phoneNumberId: string;
  phoneNumber: string;
  verifiedName: string;
};

/** What Meta says of a number, as it was when read; words are Meta's own and an open set. */
export type NumberHealth = {
  status?: string;
  qualityRating?: string;
  nameStatus?: string;
  messagingLimitTier?: string;
  accountReviewStatus?: string;
  canSend?: string;
  problems?: { entity: string; code?: number; text: string; solution?: string }[];
  /** Bird's word for the channel. */
  channelStatus?: string;
  /** Since when Meta does not show us the number, though the token lives. */
  accessUnclearSince?: string | undefined;
};

/** The newest thing Meta told by webhook of one kind; an older one never replaces it. */
export type Notice = { at: string } & Record<string, unknown>;

export type TestMessage = {
  id: string;
  /** The receiver, all but the last digits hidden. */
  to: string;
  status: string;
  failureCode?: number | undefined;
  failureSourceCode?: string | undefined;
  sentAt: string;
  checkedAt: string;
};

export type DisconnectReason =
  | "customer"
  | "operator"
  | "api"
  | "removed_at_meta"
  | "deleted_at_meta";

/** How each part of a disconnection ended, and when what is left is tried again. */
export type DisconnectProof = {
  connector?: "deleted" | "absent" | "unreachable";
  subscription?: "deleted" | "shared" | "unreachable";
  token?: "wiped";
  /** Meta was asked to take our app off the account, and may have done it. */
  isLeaving?: true;
  attempts?: number;
  notBefore?: string;
};

export const connections = pgTable(
  "connections",
  {
    id: id(),
    tenantId: uuid("tenant_id")
      .notNull()
      .references(() => tenants.id, { onDelete: "cascade" }),
    signupId: uuid("signup_id").notNull(),
    state: text().$type<ConnectionState>().notNull(),
    wabaId: text("waba_id").notNull(),
    wabaName: text("waba_name").notNull().default(""),
    businessId: text("business_id"),
    phoneNumberId: text("phone_number_id"),
    /** E.164 */
    phoneNumber: text("phone_number"),
    verifiedName: text("verified_name"),
    isCoexistence: boolean("is_coexistence").notNull().default(false),
    numberId: text("number_id"),
    choices: jsonb().$type<NumberChoice[]>(),
    warnings: jsonb().$type<string[]>().notNull().default([]),
    sealedToken: text("sealed_token"),
    tokenFingerprint: text("token_fingerprint"),
    tokenExpiresAt: at("token_expires_at"),
    /** When the code behind the present token was exchanged; what Meta told before is old. */
    grantedAt: at("granted_at"),
    /** Who takes the connection forward now, and until when nobody else does. */
    leaseId: uuid("lease_id"),
    leaseUntil: at("lease_until"),
    sealedPin: text("sealed_pin"),
    connectorId: text("connector_id"),
    /** Fingerprint of the token that the connector was installed with. */
    connectorFingerprint: text("connector_fingerprint"),
    installedAt: at("installed_at"),
    channelId: text("channel_id"),
    channelStatus: text("channel_status"),
    channelUpdatedAt: at("channel_updated_at"),
    /** Bird's subscription id by event, for the ISV's own message address. */
    messageHooks: jsonb("message_hooks").$type<Record<string, string>>().notNull().default({}),
    health: jsonb().$type<NumberHealth>(),
    healthCheckedAt: at("health_checked_at"),
    healthDueAt: at("health_due_at"),
    notices: jsonb().$type<Record<string, Notice>>().notNull().default({}),
    testMessage: jsonb("test_message").$type<TestMessage>(),
    connectedAt: at("connected_at"),
    disconnectRequestedAt: at("disconnect_requested_at"),
    disconnectReason: text("disconnect_reason").$type<DisconnectReason>(),
    disconnectProof: jsonb("disconnect_proof").$type<DisconnectProof>(),
    disconnectedAt: at("disconnected_at"),
    failureCode: text("failure_code").$type<FailureCode>(),
    failureDetail: jsonb("failure_detail").$type<FailureDetail>(),
    /** How many events have told of it. */
    eventSequence: integer("event_sequence").notNull().default(0),
    version: integer().notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    index("connections_tenant").on(table.tenantId, table.id),
    index("connections_phone_number").on(table.phoneNumber),
    index("connections_phone_number_prefix").on(sql`${table.phoneNumber} text_pattern_ops`),
    index("connections_waba").on(table.wabaId),
    index("connections_waba_prefix").on(sql`${table.wabaId} text_pattern_ops`),
    index("connections_reference").on(sql`right(replace(${table.id}::text, '-', ''), 12)`),
    index("connections_state").on(table.state, table.id),
    index("connections_failure")
      .on(table.failureCode, table.state, table.id)
      .where(sql`failure_code is not null`),
    index("connections_bird_number").on(table.id).where(sql`number_id is not null`),
    index("connections_stuck")
      .on(table.updatedAt)
      .where(sql`state in ('pending', 'provisioning', 'action_required')`),
    index("connections_token_ends").on(table.tokenExpiresAt).where(sql`state = 'connected'`),
    index("connections_connector").on(table.connectorId),
    index("connections_health_due").on(table.healthDueAt).where(sql`state = 'connected'`),
    index("connections_unfinished")
      .on(table.updatedAt)
      .where(
        sql`state in ('pending', 'provisioning') or disconnect_requested_at is not null and state <> 'disconnected'`,
      ),
    uniqueIndex("connections_number_per_tenant").on(table.tenantId, table.phoneNumberId),
    uniqueIndex("connections_number_held_once")
      .on(table.phoneNumberId)
      .where(sql`state in ('pending', 'provisioning', 'action_required', 'connected')`),
  ],
);

export const connectionSteps = pgTable(
  "connection_steps",
  {
    tenantId: uuid("tenant_id").notNull(),
    connectionId: uuid("connection_id")
      .notNull()
      .references(() => connections.id, { onDelete: "cascade" }),
    step: text().$type<StepId>().notNull(),
    state: text().$type<StepState>().notNull(),
    attempts: integer().notNull().default(0),
    /** Failed attempts in a row. */
    failures: integer().notNull().default(0),
    failureCode: text("failure_code").$type<FailureCode>(),
    failureDetail: jsonb("failure_detail").$type<FailureDetail>(),
    /** A waiting step is not tried before this time. */
    notBefore: at("not_before"),
    /** When the step was first tried since it was last reset; its time limits count from here. */
    firstTriedAt: at("first_tried_at"),
    startedAt: at("started_at"),
    finishedAt: at("finished_at"),
  },
  (table) => [
    primaryKey({ columns: [table.connectionId, table.step] }),
    index("connection_steps_resumed")
      .on(table.notBefore)
      .where(sql`state = 'blocked' and not_before is not null`),
  ],
);

/** Each time a number was registered at Meta, which allows ten times in 72 hours. */
export const phoneRegistrations = pgTable(
  "phone_registrations",
  {
    id: id(),
    tenantId: uuid("tenant_id").notNull(),
    connectionId: uuid("connection_id")
      .notNull()
      .references(() => connections.id, { onDelete: "cascade" }),
    phoneNumberId: text("phone_number_id").notNull(),
    createdAt: createdAt(),
  },
  (table) => [index("phone_registrations_number").on(table.phoneNumberId, table.createdAt)],
);
