import { z } from "zod";
import { tenantNames } from "@/db/queries/tenant-matches";
import type { WebhookEventRow } from "@/db/queries/webhook-events";
import { listWebhookEvents as readEvents } from "@/db/queries/webhook-lists";
import { listWebhookRefusals, type RefusalRow } from "@/db/queries/webhook-refusals";
import { mayChange, requireRole } from "@/lib/auth/require-role";
import type { Context } from "@/lib/context";
import { daysToRange, FilterDay, FilterText } from "@/lib/http/list-fields";
import { Paging } from "@/lib/http/search-params";
import { supportReference } from "@/lib/ids";
import { tenantsLike } from "@/lib/tenants/tenants-like";
import { redactPayload } from "./redact-payload";
import { WEBHOOK_PROVIDERS, WEBHOOK_STATES, type WebhookProvider } from "./states";

const PAGE_SIZE = 25;
const PAYLOAD_MAX_CHARS = 6_000;
const REFUSALS_SHOWN_MS = 24 * 3_600_000;
const REFUSALS_MAX = 60;

export const WebhookListInput = Paging.extend({
  provider: z.enum(WEBHOOK_PROVIDERS).optional().catch(undefined),
  state: z.enum(WEBHOOK_STATES).optional().catch(undefined),
  kind: FilterText,
  tenant: FilterText,
  from: FilterDay,
  to: FilterDay,
});

/**
 * One page of what Meta and Bird have told, redacted, and what of the last day was refused for its signature. Throws
 * forbidden.
 */
export async function listWebhookEvents(ctx: Context, input: z.infer<typeof WebhookListInput>) {
  requireRole(ctx, "viewer");
  const { provider, state, kind, tenant, from, to, ...paging } = input;
  const { tenantIds, isCut } = await tenantsLike(ctx.db, tenant);
  const filter = { provider, state, kind, tenantIds, ...daysToRange({ from, to }) };
  const since = new Date(ctx.now().getTime() - REFUSALS_SHOWN_MS);
  const [{ rows, older, newer }, refused] = await Promise.all([
    readEvents(ctx.db, filter, { ...paging, limit: PAGE_SIZE }),
    listWebhookRefusals(ctx.db, { since, limit: REFUSALS_MAX }),
  ]);
  const names = await tenantNames(
    ctx.db,
    rows.flatMap(({ tenantId }) => tenantId ?? []),
  );
  return {
    rows: rows.map((row) => toRow(row, names)),
    older,
    newer,
    isCut,
    refusals: WEBHOOK_PROVIDERS.flatMap((name) => refusalsOf(name, refused) ?? []),
    mayChange: mayChange(ctx),
  };
}
export type WebhookListRow = ReturnType<typeof toRow>;
export type ProviderRefusals = NonNullable<ReturnType<typeof refusalsOf>>;

function toRow(row: WebhookEventRow, names: Map<string, string>) {
  const json = JSON.stringify(redactPayload(row.payload), null, 2);
  return {
    id: row.id,
    provider: row.provider,
    kind: row.kind,
    sourceId: row.sourceId,
    state: row.state,
    result: row.result ?? undefined,
    attempts: row.attempts,
    tenantName: row.tenantId ? (names.get(row.tenantId) ?? row.tenantId) : undefined,
    connectionReference: row.connectionId ? supportReference(row.connectionId) : undefined,
    receivedAt: row.receivedAt.toISOString(),
    occurredAt: row.occurredAt.toISOString(),
    processedAt: row.processedAt?.toISOString(),
    replayedAt: row.replayedAt?.toISOString(),
    notBefore: row.notBefore?.toISOString(),
    payload: json.slice(0, PAYLOAD_MAX_CHARS),
    isPayloadCut: json.length > PAYLOAD_MAX_CHARS,
    canReplay: row.state !== "received",
  };
}

function refusalsOf(provider: WebhookProvider, rows: RefusalRow[]) {
  const minutes = rows
    .filter((row) => row.provider === provider)
    .map(({ minute, count }) => ({ minute: minute.toISOString(), count }));
  if (minutes.length === 0) return undefined;
  return { provider, total: minutes.reduce((sum, { count }) => sum + count, 0), minutes };
}
