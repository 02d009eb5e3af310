import { desc, gte, lt, sql } from "drizzle-orm";
import type { WebhookProvider } from "@/lib/webhooks/states";
import { webhookRefusals } from "../schema";
import type { Db } from "../types";

export type RefusalRow = typeof webhookRefusals.$inferSelect;

/** Adds to the counts of some minutes, in one statement. */
export async function addWebhookRefusals(
  db: Db,
  provider: WebhookProvider,
  minutes: { minute: Date; count: number }[],
): Promise<void> {
  if (minutes.length === 0) return;
  await db
    .insert(webhookRefusals)
    .values(minutes.map((one) => ({ provider, ...one })))
    .onConflictDoUpdate({
      target: [webhookRefusals.provider, webhookRefusals.minute],
      set: { count: sql`${webhookRefusals.count} + excluded.count` },
    });
}

/** The newest minutes with refusals since a time. */
export async function listWebhookRefusals(
  db: Db,
  { since, limit }: { since: Date; limit: number },
): Promise<RefusalRow[]> {
  return db
    .select()
    .from(webhookRefusals)
    .where(gte(webhookRefusals.minute, since))
    .orderBy(desc(webhookRefusals.minute), webhookRefusals.provider)
    .limit(limit);
}

export async function purgeWebhookRefusals(db: Db, before: Date): Promise<void> {
  await db.delete(webhookRefusals).where(lt(webhookRefusals.minute, before));
}
