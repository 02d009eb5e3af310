import {
  claimWebhookEvents,
  endWebhookEvents,
  type WebhookEventEnd,
  type WebhookEventRow,
} from "@/db/queries/webhook-events";
import { checkDueHealth } from "@/lib/connections/check-due-health";
import type { Context } from "@/lib/context";
import { log } from "@/lib/log";
import { handleBirdEvent } from "./handle-bird-event";
import { handleMetaEvent } from "./handle-meta-event";
import { again, type Outcome } from "./outcome";

const BATCH_MAX = 50;
const LEASE_MS = 60_000;
/** What is not begun by then is left to the next pass, well before another process may take it over. */
const BATCH_TIME_MS = 20_000;
const PASS_TIME_MS = 40_000;
const ATTEMPTS_MAX = 10;
const BACKOFF_MAX_MS = 15 * 60_000;
const HEALTH_PAUSE_MS = 1_000;

/**
 * Works through the events that are due, oldest first, each one apart from the others. Any number of processes may run
 * it at once; an event whose process dies is taken up again, and every effect bears to happen twice.
 */
export async function processWebhooks(ctx: Context): Promise<{ handled: number }> {
  const startedAt = Date.now();
  let handled = 0;
  while (Date.now() - startedAt < PASS_TIME_MS) {
    const now = ctx.now();
    const leaseUntil = new Date(now.getTime() + LEASE_MS);
    const events = await claimWebhookEvents(ctx.db, { now, leaseUntil, limit: BATCH_MAX });
    if (events.length === 0) break;
    handled += await handleBatch(ctx, events);
  }
  // News makes the health of its numbers due; what comes in one burst is read once.
  if (handled > 0) ctx.jobs.soon("check health", () => checkDueHealth(ctx), HEALTH_PAUSE_MS);
  return { handled };
}

async function handleBatch(ctx: Context, events: WebhookEventRow[]): Promise<number> {
  const startedAt = Date.now();
  const ends: WebhookEventEnd[] = [];
  for (const event of events) {
    const isLate = Date.now() - startedAt > BATCH_TIME_MS;
    const outcome = isLate ? again("not begun", ctx.now()) : await handle(ctx, event);
    ends.push(toEnd(event, outcome));
  }
  await endWebhookEvents(ctx.db, ends, ctx.now());
  return ends.length;
}

async function handle(ctx: Context, event: WebhookEventRow): Promise<Outcome | undefined> {
  try {
    const handler = event.provider === "meta" ? handleMetaEvent : handleBirdEvent;
    return await handler(ctx, event);
  } catch (error) {
    const { id: eventId, provider, kind, attempts } = event;
    log().error(
      { err: error, eventId, provider, kind, attempts, party: "perch" },
      "an event could not be processed",
    );
    if (attempts >= ATTEMPTS_MAX) return undefined;
    const pauseMs = Math.min(1_000 * 2 ** attempts, BACKOFF_MAX_MS);
    return again("error", new Date(ctx.now().getTime() + pauseMs));
  }
}

/** No outcome: it was tried for the last time. */
function toEnd(event: WebhookEventRow, outcome: Outcome | undefined): WebhookEventEnd {
  const { id, attempts } = event;
  const isAgain = outcome?.state === "again";
  return {
    id,
    attempts,
    state: isAgain ? "received" : (outcome?.state ?? "failed"),
    result: outcome?.result ?? "error",
    notBefore: isAgain ? outcome.notBefore : null,
    tenantId: outcome?.match.tenantId ?? null,
    connectionId: outcome?.match.connectionId ?? null,
  };
}
