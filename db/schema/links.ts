import { sql } from "drizzle-orm";
import { index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
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
    expiresAt: at("expires_at").notNull(),
    viewedAt: at("viewed_at"),
    startedAt: at("started_at"),
    completedAt: at("completed_at"),
    failedAt: at("failed_at"),
    expiredAt: at("expired_at"),
    revokedAt: at("revoked_at"),
    createdBy: uuid("created_by"),
    createdAt: createdAt(),
  },
  (table) => [
    index("links_tenant").on(table.tenantId, table.id),
    uniqueIndex("links_one_live_per_purpose")
      .on(table.tenantId, table.purpose)
      .where(sql`state in ('created', 'viewed', 'started', 'failed')`),
  ],
);
