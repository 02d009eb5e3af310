import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type {
  AttemptError,
  DeliveryState,
  EndpointEventType,
  EndpointState,
  EventType,
  StopReason,
} from "@/lib/endpoints/states";
import { at, createdAt, id, updatedAt } from "../columns";
import { tenants } from "./tenants";

/** What the ISV's programs are told of: written by triggers, in the transaction of the change itself. */
export const events = pgTable(
  "events",
  {
    id: id(),
    type: text().$type<EventType>().notNull(),
    /** Undefined for what concerns no tenant, such as a test. */
    tenantId: uuid("tenant_id").references(() => tenants.id, { onDelete: "cascade" }),
    connectionId: uuid("connection_id"),
    linkId: uuid("link_id"),
    /** Counts the events of one connection from 1 on, without a gap. */
    sequence: integer(),
    /** How the thing stood then; no secret. */
    data: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    createdAt: createdAt(),
  },
  (table) => [
    index("events_type").on(table.type, table.id),
    index("events_tenant").on(table.tenantId, table.id),
    uniqueIndex("events_connection").on(table.connectionId, table.sequence),
  ],
);

/** A URL of the ISV that events are sent to. */
export const endpoints = pgTable("endpoints", {
  id: id(),
  url: text().notNull(),
  description: text(),
  /** The types it wants; undefined for all. */
  eventTypes: text("event_types").array().$type<EndpointEventType[]>(),
  sealedSecret: text("sealed_secret").notNull(),
  /** Signs beside the new one until its time is over. */
  sealedPreviousSecret: text("sealed_previous_secret"),
  previousSecretUntil: at("previous_secret_until"),
  state: text().$type<EndpointState>().notNull().default("enabled"),
  /** Since when nothing has arrived, though it was tried. */
  failingSince: at("failing_since"),
  /** When and why Perch switched it off. */
  stoppedAt: at("stopped_at"),
  stopReason: text("stop_reason").$type<StopReason>(),
  createdBy: uuid("created_by"),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
});

/** One event on its way to one endpoint. */
export const deliveries = pgTable(
  "deliveries",
  {
    id: id(),
    eventId: uuid("event_id")
      .notNull()
      .references(() => events.id, { onDelete: "cascade" }),
    endpointId: uuid("endpoint_id")
      .notNull()
      .references(() => endpoints.id, { onDelete: "cascade" }),
    state: text().$type<DeliveryState>().notNull().default("pending"),
    attempts: integer().notNull().default(0),
    /** How many of them were made before it was last sent again by hand. */
    attemptsBefore: integer("attempts_before").notNull().default(0),
    nextAttemptAt: at("next_attempt_at").notNull().defaultNow(),
    leaseUntil: at("lease_until"),
    deliveredAt: at("delivered_at"),
    replayedAt: at("replayed_at"),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex("deliveries_once").on(table.eventId, table.endpointId),
    index("deliveries_endpoint").on(table.endpointId, table.id),
    index("deliveries_state").on(table.endpointId, table.state, table.id),
    index("deliveries_open").on(table.state, table.id).where(sql`state <> 'delivered'`),
    index("deliveries_due").on(table.endpointId, table.nextAttemptAt).where(sql`state = 'pending'`),
  ],
);

/** One HTTP request of a delivery and what came back. */
export const deliveryAttempts = pgTable(
  "delivery_attempts",
  {
    id: id(),
    deliveryId: uuid("delivery_id")
      .notNull()
      .references(() => deliveries.id, { onDelete: "cascade" }),
    attempt: integer().notNull(),
    /** Undefined when there was no answer; `error` then says why. */
    status: integer(),
    error: text().$type<AttemptError>(),
    tookMs: integer("took_ms").notNull(),
    /** The beginning of the answer's body. */
    responseBody: text("response_body"),
    createdAt: createdAt(),
  },
  (table) => [index("delivery_attempts_delivery").on(table.deliveryId, table.id)],
);
