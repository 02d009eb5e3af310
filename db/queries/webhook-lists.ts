import { and, eq, inArray } from "drizzle-orm";
import {
  WEBHOOK_PROVIDERS,
  type WebhookEventState,
  type WebhookProvider,
} from "@/lib/webhooks/states";
import { webhookEvents } from "../schema";
import type { Db } from "../types";
import { madeIn, type TimeRange } from "./id-range";
import { type Keyset, keysetOf, type Page, toPage } from "./keyset";
import type { WebhookEventRow } from "./webhook-events";

export type WebhookFilter = TimeRange & {
  provider?: WebhookProvider | undefined;
  state?: WebhookEventState | undefined;
  kind?: string | undefined;
  tenantIds?: string[] | undefined;
};

/** One page of what Meta and Bird have told of all tenants, newest first; for operators. */
export async function listWebhookEvents(
  db: Db,
  { provider, state, kind, tenantIds, ...time }: WebhookFilter,
  keyset: Keyset,
): Promise<Page<WebhookEventRow>> {
  const page = keysetOf(webhookEvents.id, keyset);
  // The index of kinds begins with the provider.
  const providers = provider ? [provider] : kind ? [...WEBHOOK_PROVIDERS] : undefined;
  const rows = await db
    .select()
    .from(webhookEvents)
    .where(
      and(
        providers ? inArray(webhookEvents.provider, providers) : undefined,
        kind ? eq(webhookEvents.kind, kind) : undefined,
        state ? eq(webhookEvents.state, state) : undefined,
        tenantIds ? inArray(webhookEvents.tenantId, tenantIds) : undefined,
        madeIn(webhookEvents.id, time),
        page.where,
      ),
    )
    .orderBy(page.orderBy)
    .limit(page.limit);
  return toPage(rows, keyset, ({ id }) => id);
}
