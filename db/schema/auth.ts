import { sql } from "drizzle-orm";
import { bigint, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { at, createdAt, id } from "../columns";

export type OperatorRole = "owner" | "admin" | "viewer";

/** People: operators carry a role, members a row in `members`. */
export const users = pgTable(
  "users",
  {
    id: id(),
    name: text(),
    email: text().unique(),
    emailVerified: at("email_verified"),
    image: text(),
    role: text().$type<OperatorRole>(),
    passwordHash: text("password_hash"),
    invitedAt: at("invited_at"),
    createdAt: createdAt(),
  },
  (table) => [index("users_operators").on(table.id).where(sql`role is not null`)],
);

export const accounts = pgTable(
  "accounts",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    type: text().notNull(),
    provider: text().notNull(),
    providerAccountId: text("provider_account_id").notNull(),
    refresh_token: text(),
    access_token: text(),
    expires_at: integer(),
    token_type: text(),
    scope: text(),
    id_token: text(),
    session_state: text(),
  },
  (table) => [primaryKey({ columns: [table.provider, table.providerAccountId] })],
);

/** Live sessions. `sessionToken` holds the SHA-256 of the cookie, so a dump opens no session. */
export const sessions = pgTable(
  "sessions",
  {
    sessionToken: text("session_token").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    tenantId: uuid("tenant_id"),
    linkId: uuid("link_id"),
    expires: at("expires").notNull(),
    ip: text(),
    userAgent: text("user_agent"),
    createdAt: createdAt(),
  },
  (table) => [index("sessions_user").on(table.userId), index("sessions_link").on(table.linkId)],
);

export const verificationTokens = pgTable(
  "verification_tokens",
  { identifier: text().notNull(), token: text().notNull(), expires: at("expires").notNull() },
  (table) => [primaryKey({ columns: [table.identifier, table.token] })],
);

/** Counters of `rate-limiter-flexible`: its columns, in its order; `expire` in milliseconds. */
export const rateLimits = pgTable("rate_limits", {
  key: text().primaryKey(),
  points: integer().notNull().default(0),
  expire: bigint({ mode: "number" }),
});
