import { index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { ShareSource, ShareState } from "@/lib/shares/states";
import { at, createdAt, id, updatedAt } from "../columns";

/** A WABA that was shared with us at Meta while no signup here had ended: somebody finished, and we did not hear of it. */
export const shares = pgTable(
  "shares",
  {
    id: id(),
    wabaId: text("waba_id").notNull(),
    ownerBusinessId: text("owner_business_id").notNull(),
    wabaName: text("waba_name").notNull().default(""),
    source: text().$type<ShareSource>().notNull(),
    state: text().$type<ShareState>().notNull().default("found"),
    /** When Meta says it was shared, or when we first saw it. */
    sharedAt: at("shared_at").notNull(),
    /** Who it was tied to, or which tenant an operator gave it to. */
    tenantId: uuid("tenant_id"),
    signupId: uuid("signup_id"),
    connectionId: uuid("connection_id"),
    dueAt: at("due_at"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    uniqueIndex("shares_once").on(table.wabaId, table.sharedAt),
    index("shares_state").on(table.state, table.dueAt),
  ],
);

/** That Meta listed all shared accounts once, be it none: what it listed then is no news, all that comes later is. */
export const shareScans = pgTable("share_scans", { id: id(), createdAt: createdAt() });
