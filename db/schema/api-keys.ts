import { integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { Scope } from "@/lib/api-keys/states";
import { at, createdAt, id } from "../columns";

/** Keys of the ISV's own programs. A key is random enough that its SHA-256 tells nothing of it. */
export const apiKeys = pgTable("api_keys", {
  id: id(),
  name: text().notNull(),
  /** What is shown of it, so that people can tell their keys apart. */
  prefix: text().notNull(),
  keyHash: text("key_hash").notNull().unique(),
  scopes: text().array().$type<Scope[]>().notNull(),
  /** The key that this one took over from; that one lives on until its own expiry. */
  replacesId: uuid("replaces_id"),
  createdBy: uuid("created_by"),
  expiresAt: at("expires_at"),
  lastUsedAt: at("last_used_at"),
  revokedAt: at("revoked_at"),
  createdAt: createdAt(),
});

/** Answers to requests that carried an `Idempotency-Key`, so that a second one changes nothing. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    apiKeyId: uuid("api_key_id")
      .notNull()
      .references(() => apiKeys.id, { onDelete: "cascade" }),
    key: text().notNull(),
    /** SHA-256 of method, path and body. */
    requestHash: text("request_hash").notNull(),
    /** Undefined while the first request is under way. */
    status: integer(),
    /** The answer may hold a link's secret. */
    sealedBody: text("sealed_body"),
    leaseUntil: at("lease_until").notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.apiKeyId, table.key] })],
);
