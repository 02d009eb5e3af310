import { index, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { StepId } from "@/lib/connections/states";
import type { FailureCode, FailureDetail } from "@/lib/failures";
import { at, id } from "../columns";
import { connections } from "./connections";

export type AttemptOutcome = "done" | "skipped" | "wait" | "retry" | "blocked";

/** Every try of every step, for the timeline of a connection; rows are only ever added. */
export const stepAttempts = pgTable(
  "step_attempts",
  {
    id: id(),
    tenantId: uuid("tenant_id").notNull(),
    connectionId: uuid("connection_id")
      .notNull()
      .references(() => connections.id, { onDelete: "cascade" }),
    step: text().$type<StepId>().notNull(),
    attempt: integer().notNull(),
    outcome: text().$type<AttemptOutcome>().notNull(),
    failureCode: text("failure_code").$type<FailureCode>(),
    failureDetail: jsonb("failure_detail").$type<FailureDetail>(),
    startedAt: at("started_at").notNull(),
    finishedAt: at("finished_at").notNull(),
  },
  (table) => [index("step_attempts_connection").on(table.connectionId, table.id)],
);
