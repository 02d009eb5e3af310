import { index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, id } from "../columns";

/** Who did what to whom; rows are only ever added. */
export const auditLog = pgTable(
  "audit_log",
  {
    id: id(),
    tenantId: uuid("tenant_id"),
    actorKind: text("actor_kind").$type<"operator" | "member" | "api_key" | "system">().notNull(),
    actorId: text("actor_id"),
    action: text().notNull(),
    subjectId: text("subject_id"),
    detail: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    requestId: text("request_id"),
    /** The address that the request came from. */
    ip: text(),
    createdAt: createdAt(),
  },
  (table) => [
    index("audit_log_tenant").on(table.tenantId, table.id),
    index("audit_log_subject").on(table.subjectId, table.id),
    index("audit_log_action").on(table.action, table.id),
    index("audit_log_actor").on(table.actorId, table.id),
  ],
);
