import { integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { WebhookProvider } from "@/lib/webhooks/states";
import { at } from "../columns";

/** Webhooks without a right signature: counted by the minute, for their bodies are nobody's word. */
export const webhookRefusals = pgTable(
  "webhook_refusals",
  {
    provider: text().$type<WebhookProvider>().notNull(),
    minute: at("minute").notNull(),
    count: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.provider, table.minute] })],
);
