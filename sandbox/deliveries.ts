import { HOUR } from "./clock.ts";
import type { World } from "./world.ts";

/** One thing to post, before anybody signed it. */
export type Outgoing = {
  provider: "bird" | "meta";
  event: string;
  url: string;
  body: string;
  headers: Record<string, string>;
  wrongHeaders: Record<string, string>;
  requestId: string;
  subscriptionId?: string;
};

export type Attempt = { at: string; status: number | "no answer"; durationMs: number };

/** One post with everything that became of it; repeats send the very same bytes and headers. */
export type Delivery = Outgoing & {
  id: number;
  createdAt: string;
  startedMs: number;
  signature: "right" | "wrong";
  state: "waiting" | "retrying" | "succeeded" | "failed";
  attempts: Attempt[];
};

const KEPT = 1000;
// Neither provider documents how long it waits for an answer.
const ANSWER_WITHIN_MS = 10_000;
// Bird documents 8 hours; Meta's pages say 36 hours and 7 days.
const RETRY_FOR_MS = { bird: 8 * HOUR, meta: 36 * HOUR } as const;

/** Records a delivery without sending it yet. */
export function queueDelivery(
  world: World,
  outgoing: Outgoing,
  signature: Delivery["signature"] = "right",
): Delivery {
  const now = world.clock.now();
  const delivery: Delivery = {
    ...outgoing,
    id: world.deliveryCount + 1,
    createdAt: new Date(now).toISOString(),
    startedMs: now,
    signature,
    state: "waiting",
    attempts: [],
  };
  world.deliveryCount += 1;
  world.deliveries.push(delivery);
  if (world.deliveries.length > KEPT) world.deliveries.shift();
  return delivery;
}

/** Posts once and plans the next try; resolves when the receiver answered or did not. */
export async function attemptDelivery(world: World, delivery: Delivery): Promise<void> {
  const { agenda } = world;
  const { status } = await post(world, delivery);
  // A reset in between means that nobody is interested any more.
  if (world.agenda !== agenda) return;
  if (isSuccess(delivery, status)) {
    delivery.state = "succeeded";
    return;
  }
  const first = Math.max(1, world.settings[`${delivery.provider}RetryMs`]);
  const wait = first * 2 ** (delivery.attempts.length - 1);
  const due = world.clock.now() + wait;
  if (due - delivery.startedMs > RETRY_FOR_MS[delivery.provider]) {
    delivery.state = "failed";
    return;
  }
  delivery.state = "retrying";
  agenda.at(due, () => attemptDelivery(world, delivery));
}

/** What the log shows: everything but the headers of the other signature. */
export function describeDelivery(delivery: Delivery): Record<string, unknown> {
  const { wrongHeaders, startedMs: _started, headers, ...rest } = delivery;
  return { ...rest, headers: delivery.signature === "right" ? headers : wrongHeaders };
}

async function post(world: World, delivery: Delivery): Promise<Answer> {
  const started = performance.now();
  const at = new Date(world.clock.now()).toISOString();
  const headers = delivery.signature === "right" ? delivery.headers : delivery.wrongHeaders;
  let status: Attempt["status"] = "no answer";
  let text = "";
  try {
    const answer = await fetch(delivery.url, {
      method: "POST",
      headers,
      body: delivery.body,
      redirect: "manual",
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    status = answer.status;
    text = await answer.text();
  } catch {
    // "no answer" says it all: refused, reset or too slow.
  }
  delivery.attempts.push({ at, status, durationMs: Math.round(performance.now() - started) });
  return { status, text };
}

function isSuccess({ provider }: Delivery, status: Attempt["status"]): boolean {
  if (status === "no answer") return false;
  return provider === "meta" ? status === 200 : status >= 200 && status < 300;
}

type Answer = { status: Attempt["status"]; text: string };

/** Posts once and never again; resolves with what the receiver said. */
export async function sendOnce(world: World, delivery: Delivery): Promise<Answer> {
  const answer = await post(world, delivery);
  delivery.state = isSuccess(delivery, answer.status) ? "succeeded" : "failed";
  return answer;
}

const REORDER_WITHIN_MS = 1000;

/** Posts to one receiver the way the provider's setting says; resolves after the first try. */
export async function sendDelivery(world: World, outgoing: Outgoing): Promise<void> {
  const mode = world.settings[`${outgoing.provider}Delivery`];
  const signature = mode === "wrong-signature" ? "wrong" : "right";
  const delivery = queueDelivery(world, outgoing, signature);
  if (mode === "reorder") {
    world.heldDeliveries.push(delivery);
    if (world.heldDeliveries.length > 1) return;
    world.agenda.at(world.clock.now() + REORDER_WITHIN_MS, () => sendHeld(world));
    return;
  }
  await attemptDelivery(world, delivery);
  if (mode === "duplicate") await repeatDelivery(world, delivery);
}

/** Sends the same bytes again, as a provider does that did not see the answer. */
export async function repeatDelivery(
  world: World,
  delivery: Delivery,
  signature: Delivery["signature"] = "right",
): Promise<Delivery> {
  const again = queueDelivery(world, delivery, signature);
  await attemptDelivery(world, again);
  return again;
}

async function sendHeld(world: World): Promise<void> {
  const held = world.heldDeliveries.splice(0).reverse();
  for (const delivery of held) await attemptDelivery(world, delivery);
}
