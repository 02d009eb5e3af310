import { sql } from "drizzle-orm";
import { index, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { FailureCode, FailureDetail } from "@/lib/failures";
import { at, createdAt, id, updatedAt } from "../columns";
import { users } from "./auth";

export type TenantBrand = {
  name?: string | undefined;
  /** #rrggbb */
  color?: string | undefined;
  supportEmail?: string | undefined;
};

export const tenants = pgTable(
  "tenants",
  {
    id: id(),
    name: text().notNull(),
    externalId: text("external_id").unique(),
    email: text(),
    locale: text().notNull().default("en"),
    metadata: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    /** Replaces the portal's own brand on this tenant's pages. */
    brand: jsonb().$type<TenantBrand>().notNull().default({}),
    /** Bird's id of the tenant's workspace: given by an operator, or made by us. */
    workspaceId: text("workspace_id").unique(),
    workspaceLeaseUntil: at("workspace_lease_until"),
    workspaceFailureCode: text("workspace_failure_code").$type<FailureCode>(),
    workspaceFailureDetail: jsonb("workspace_failure_detail").$type<FailureDetail>(),
    archivedAt: at("archived_at"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    index("tenants_name").on(sql`lower(${table.name}) text_pattern_ops`),
    index("tenants_external_id").on(sql`lower(${table.externalId}) text_pattern_ops`),
    index("tenants_archived").on(table.id).where(sql`archived_at is not null`),
    index("tenants_email").on(sql`lower(${table.email}) text_pattern_ops`),
  ],
);

/** What Perch has set up in a tenant's Bird workspace: the hook that tells of new channels. */
export const workspaces = pgTable("workspaces", {
  workspaceId: text("workspace_id").primaryKey(),
  tenantId: uuid("tenant_id")
    .notNull()
    .unique()
    .references(() => tenants.id, { onDelete: "cascade" }),
  sealedSigningKey: text("sealed_signing_key").notNull(),
  /** The address given to Bird; signatures are over it, whatever host a request names. */
  hookUrl: text("hook_url").notNull(),
  /** Bird's subscription id by event. */
  hooks: jsonb().$type<Record<string, string>>().notNull().default({}),
  hookedAt: at("hooked_at"),
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
