import {
  claimDeliveries,
  type DeliveryRow,
  findNextDue,
  listDueEndpoints,
} from "@/db/queries/deliveries";
import type { Db } from "@/db/types";
import type { Context } from "@/lib/context";
import { log } from "@/lib/log";
import { attemptDelivery } from "./attempt-delivery";
import { type PostEvent, postEventOf } from "./post-event";

/** Of one endpoint, over all processes. */
const IN_FLIGHT_MAX = 4;
/** Longer than a request may take. */
const LEASE_MS = 30_000;
/** What is not begun by then is left to the next job, so that this one ends in its time. */
const LANE_TIME_MS = 30_000;
/** What is due later than this is left to the schedule. */
const SOON_MS = 70_000;
/** So that a lane has ended before the next one begins. */
const COME_BACK_MIN_MS = 100;

/** `ask` has it look once more for what is due. */
type Lane = { ask: () => void; done: Promise<void> };

// Next bundles routes apart; only globalThis is one per process.
const slot = globalThis as typeof globalThis & { perchLanes?: WeakMap<Db, Map<string, Lane>> };

/**
 * Sends what is due, every endpoint in a lane of its own: one that hangs holds up nobody else. Any number of processes
 * may run it at once. Resolves when the lanes that it started or found are through.
 */
export async function deliverEvents(
  ctx: Context,
  postEvent: PostEvent = postEventOf(ctx.env),
): Promise<void> {
  const due = await listDueEndpoints(ctx.db, ctx.now());
  await Promise.all(due.map((endpointId) => deliverTo(ctx, endpointId, postEvent)));
}

/** Sends what is due for one endpoint; while this process does so already, has it look once more. */
export function deliverTo(
  ctx: Context,
  endpointId: string,
  postEvent: PostEvent = postEventOf(ctx.env),
): Promise<void> {
  slot.perchLanes ??= new WeakMap();
  const lanes = slot.perchLanes.get(ctx.db) ?? new Map<string, Lane>();
  slot.perchLanes.set(ctx.db, lanes);
  const running = lanes.get(endpointId);
  if (running) {
    running.ask();
    return running.done;
  }
  const lane: Lane = { ask: () => {}, done: Promise.resolve() };
  lanes.set(endpointId, lane);
  lane.done = runLane(ctx, { endpointId, postEvent, lane }).finally(() => lanes.delete(endpointId));
  return lane.done;
}

type Run = { endpointId: string; postEvent: PostEvent; lane: Lane };

async function runLane(ctx: Context, { endpointId, postEvent, lane }: Run): Promise<void> {
  const until = Date.now() + LANE_TIME_MS;
  const inFlight = new Set<Promise<void>>();
  let isAsked = true;
  while (inFlight.size > 0 || (isAsked && Date.now() < until)) {
    isAsked = false;
    const asked = new Promise<void>((resolve) => {
      lane.ask = () => {
        isAsked = true;
        resolve();
      };
    });
    for (const delivery of Date.now() < until ? await claim(ctx, endpointId) : []) {
      const attempt = attemptOne(ctx, delivery, postEvent).finally(() => inFlight.delete(attempt));
      inFlight.add(attempt);
    }
    if (inFlight.size > 0) await Promise.race([...inFlight, asked]);
  }
  await comeBack(ctx, endpointId, postEvent);
}

/** Never throws: while the database is away, nothing is taken. */
async function claim(ctx: Context, endpointId: string): Promise<DeliveryRow[]> {
  const now = ctx.now();
  const leaseUntil = new Date(now.getTime() + LEASE_MS);
  const wanted = { endpointId, now, leaseUntil, inFlightMax: IN_FLIGHT_MAX };
  return claimDeliveries(ctx.db, wanted).catch((error: unknown) => {
    log().error({ err: error, endpointId, party: "perch" }, "no delivery could be claimed");
    return [];
  });
}

/** Never throws: what could not be written down is due again when its lease is over. */
async function attemptOne(
  ctx: Context,
  delivery: DeliveryRow,
  postEvent: PostEvent,
): Promise<void> {
  const { id: deliveryId, endpointId } = delivery;
  await attemptDelivery(ctx, { delivery, postEvent }).catch((error: unknown) =>
    log().error(
      { err: error, deliveryId, endpointId, party: "perch" },
      "a delivery could not be attempted",
    ),
  );
}

/** Behind it is the schedule of the queue `deliver_events`. */
async function comeBack(ctx: Context, endpointId: string, postEvent: PostEvent): Promise<void> {
  const dueAt = await findNextDue(ctx.db, endpointId, ctx.now());
  const pauseMs = dueAt ? dueAt.getTime() - ctx.now().getTime() : Number.POSITIVE_INFINITY;
  if (pauseMs > SOON_MS) return;
  const again = () => deliverTo(ctx, endpointId, postEvent);
  ctx.jobs.soon(`deliver to ${endpointId} later`, again, Math.max(pauseMs, COME_BACK_MIN_MS));
}
