import { integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { updatedAt } from "../columns";

/** What operators set in the console: one row per subject, parsed by the verb that reads it. */
export const settings = pgTable("settings", {
  key: text()
    .$type<"brand" | "checklist" | "doctor" | "return_secret" | "return_urls" | "token_export">()
    .primaryKey(),
  value: jsonb().$type<Record<string, unknown>>().notNull(),
  version: integer().notNull().default(1),
  updatedAt: updatedAt(),
});
