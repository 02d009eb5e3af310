import { sql } from "drizzle-orm";
import { index, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { FailureDetail } from "@/lib/failures";
import { at, createdAt, id, updatedAt } from "../columns";
import { tenants } from "./tenants";

export type PurchaseState = "buying" | "bought" | "refused";

/** A number that an operator buys at Bird: noted before the call leaves, so that it is never bought twice. */
export const numberPurchases = pgTable(
  "number_purchases",
  {
    id: id(),
    tenantId: uuid("tenant_id")
      .notNull()
      .references(() => tenants.id, { onDelete: "cascade" }),
    workspaceId: text("workspace_id").notNull(),
    /** E.164 */
    phoneNumber: text("phone_number").notNull(),
    country: text().notNull(),
    kind: text().notNull(),
    /** What the operator agreed to pay a month, as Bird wrote it. */
    monthlyPrice: text("monthly_price").notNull(),
    /** What it cost once, as Bird wrote it; undefined when nothing was asked. */
    setupPrice: text("setup_price"),
    currency: text().notNull(),
    state: text().$type<PurchaseState>().notNull().default("buying"),
    /** Bird's id of the number, once it is ours. */
    numberId: text("number_id"),
    failureDetail: jsonb("failure_detail").$type<FailureDetail>(),
    leaseUntil: at("lease_until"),
    /** When its verification was first seen, and when it is looked for again until then. */
    verifiedAt: at("verified_at"),
    verifyDueAt: at("verify_due_at"),
    boughtBy: uuid("bought_by"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    index("number_purchases_tenant").on(table.tenantId, table.id),
    index("number_purchases_unverified")
      .on(table.verifyDueAt)
      .where(sql`state = 'bought' and verified_at is null`),
    uniqueIndex("number_purchases_once")
      .on(table.phoneNumber)
      .where(sql`state in ('buying', 'bought')`),
  ],
);
