import { type DeliveryRow, endAttempt, insertAttempt, lockDelivery } from "@/db/queries/deliveries";
import { type EndpointRow, lockEndpoint, updateEndpointRow } from "@/db/queries/endpoints";
import type { Db } from "@/db/types";
import { recordAudit } from "@/lib/audit/record-audit";
import type { Context } from "@/lib/context";
import { log } from "@/lib/log";
import { ATTEMPTS_MAX, pauseAfter } from "./backoff";
import { hostOf } from "./endpoint-url";
import type { Answer } from "./post-event";
import type { StopReason } from "./states";

const SILENT_AFTER_MS = 3 * 24 * 3_600_000;
/** One event after a long quiet must not be what switches an endpoint off. */
const SILENT_ATTEMPTS_MIN = 5;
const GONE = 410;
/** How often it is looked whether a secret can be opened again. */
const UNREADABLE_PAUSE_MS = 30 * 60_000;

/** `url` is where it was posted to, which need not be where the endpoint is by now. */
type Attempted = { delivery: DeliveryRow; url: string; answer: Answer; sentAt: Date };

/**
 * Writes what came of an attempt: the attempt itself, what becomes of its delivery, and of an endpoint that nothing
 * arrives at. Does nothing when the delivery is gone.
 */
export async function settleAttempt(ctx: Context, attempted: Attempted): Promise<void> {
  const { delivery, answer, sentAt } = attempted;
  const { id: deliveryId, attempts: attempt } = delivery;
  const { status, error, tookMs, body: responseBody } = answer;
  await ctx.db.transaction(async (tx) => {
    // The endpoint before its delivery, as whoever deletes it locks them.
    const endpoint = await lockEndpoint(tx, delivery.endpointId);
    if (!endpoint || !(await lockDelivery(tx, deliveryId))) return;
    const now = ctx.now();
    const row = { deliveryId, attempt, status, error, tookMs, responseBody };
    await insertAttempt(tx, { ...row, createdAt: sentAt });
    const hasArrived = status !== undefined && status >= 200 && status < 300;
    const settleUnsent = error === "secret_unreadable" ? settleUnreadable : settleFailed;
    const settle = hasArrived ? settleArrived : settleUnsent;
    await settle(ctx, tx, { ...attempted, endpoint, now });
  });
}

type Held = Attempted & { endpoint: EndpointRow; now: Date };

async function settleArrived(_ctx: Context, tx: Db, { endpoint, delivery, url, now }: Held) {
  const { id, attempts } = delivery;
  await endAttempt(tx, { id, attempts, state: "delivered", deliveredAt: now });
  if (endpoint.failingSince && url === endpoint.url)
    await updateEndpointRow(tx, endpoint.id, { failingSince: null });
}

/** Not the receiver's fault: it costs the delivery no try, and the endpoint nothing. */
async function settleUnreadable(_ctx: Context, tx: Db, { delivery, now }: Held) {
  const { id, attempts, attemptsBefore } = delivery;
  const nextAttemptAt = new Date(now.getTime() + UNREADABLE_PAUSE_MS);
  await endAttempt(tx, { id, attempts, attemptsBefore: attemptsBefore + 1, nextAttemptAt });
}

async function settleFailed(ctx: Context, tx: Db, { endpoint, delivery, url, answer, now }: Held) {
  const { id, attempts, attemptsBefore } = delivery;
  const { status, retryAfterMs } = answer;
  const tries = attempts - attemptsBefore;
  // A late answer of an address that was given up says nothing of the present one.
  const isPresent = url === endpoint.url;
  const stopReason = isPresent ? stopReasonOf(endpoint, { status, tries, now }) : undefined;
  // While nothing arrives there at all it is not this event's fault: it waits for the endpoint, however long it has been tried.
  const isDown = endpoint.state !== "enabled" || endpoint.failingSince !== null || stopReason;
  const triesCounted = isDown ? Math.min(tries, ATTEMPTS_MAX - 1) : tries;
  const pauseMs = pauseAfter(triesCounted, { retryAfterMs, random: Math.random() });
  const nextAttemptAt = new Date(now.getTime() + (pauseMs ?? 0));
  await endAttempt(tx, {
    id,
    attempts,
    nextAttemptAt,
    ...(pauseMs === undefined && { state: "failed" as const }),
  });
  if (stopReason) await stop(ctx, tx, { endpoint, stopReason, now });
  else if (isPresent && !endpoint.failingSince)
    await updateEndpointRow(tx, endpoint.id, { failingSince: now });
}

type Facts = { status: number | undefined; tries: number; now: Date };

function stopReasonOf(
  { state, failingSince }: EndpointRow,
  { status, tries, now }: Facts,
): StopReason | undefined {
  if (state !== "enabled") return undefined;
  if (status === GONE) return "gone";
  const failingMs = failingSince ? now.getTime() - failingSince.getTime() : 0;
  return failingMs >= SILENT_AFTER_MS && tries >= SILENT_ATTEMPTS_MIN ? "silent" : undefined;
}

type Stop = { endpoint: EndpointRow; stopReason: StopReason; now: Date };

async function stop(ctx: Context, tx: Db, { endpoint, stopReason, now }: Stop): Promise<void> {
  const { id, url, failingSince } = endpoint;
  await updateEndpointRow(tx, id, {
    ...{ state: "stopped" as const, stopReason, stoppedAt: now, updatedAt: now },
    failingSince: failingSince ?? now,
  });
  await recordAudit(tx, ctx, {
    action: "endpoint.stopped",
    subjectId: id,
    detail: { host: hostOf(url), reason: stopReason },
  });
  const key = `${id}:${now.getTime()}`;
  await ctx.jobs.put(tx, { queue: "tell_endpoint_stopped", key, data: { endpointId: id } });
  log().warn({ endpointId: id, reason: stopReason, party: "isv" }, "an endpoint was switched off");
}
