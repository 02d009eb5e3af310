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
    failureCode: text("failure_code").$type<FailureCode>(),
    failureDetail: jsonb("failure_detail").$type<FailureDetail>(),
    version: integer().notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    index("connections_tenant").on(table.tenantId, table.id),
    index("connections_phone_number").on(table.phoneNumber),
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
    failureCode: text("failure_code").$type<FailureCode>(),
    startedAt: at("started_at"),
    finishedAt: at("finished_at"),
  },
  (table) => [primaryKey({ columns: [table.connectionId, table.step] })],
);
