import { index, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { at, createdAt, id, updatedAt } from "../columns";
import { users } from "./auth";

export const tenants = pgTable("tenants", {
  id: id(),
  name: text().notNull(),
  externalId: text("external_id").unique(),
  email: text(),
  locale: text().notNull().default("en"),
  metadata: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  workspaceId: text("workspace_id"),
  archivedAt: at("archived_at"),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
});

export const members = pgTable(
  "members",
  {
    tenantId: uuid("tenant_id")
      .notNull()
      .references(() => tenants.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.userId] }),
    index("members_user").on(table.userId),
  ],
);
