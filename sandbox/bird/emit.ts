import { randomUUID } from "node:crypto";
import { type Outgoing, sendDelivery } from "../deliveries.ts";
import type { World } from "../world.ts";
import { birdSignature } from "./signature.ts";
import type { BirdSubscription } from "./state.ts";

/** An event of service `channels`; `facts` are what subscriptions may filter by. */
export type BirdEvent = {
  workspaceId: string;
  event: string;
  payload: Record<string, unknown>;
  facts: Record<string, string>;
};

/** Posts an event to every subscription that wants it; resolves after the first try of each. */
export async function emitBird(world: World, given: BirdEvent): Promise<void> {
  const wanting = [...world.bird.subscriptions.values()].filter((one) => wants(one, given));
  await Promise.all(wanting.map((one) => sendDelivery(world, sign(world, one, given))));
}

function wants(subscription: BirdSubscription, given: BirdEvent): boolean {
  const { workspaceId, service, event, status, eventFilters } = subscription;
  return (
    status === "active" &&
    service === "channels" &&
    workspaceId === given.workspaceId &&
    event === given.event &&
    eventFilters.every(({ key, value }) => given.facts[key] === value)
  );
}

function sign(world: World, subscription: BirdSubscription, given: BirdEvent): Outgoing {
  const { id, url, signingKey } = subscription;
  const { event, payload } = given;
  const body = JSON.stringify({ service: "channels", event, payload });
  const timestamp = String(Math.floor(world.clock.now() / 1000));
  const requestId = randomUUID();
  const signed = (key: string): Record<string, string> => ({
    "content-type": "application/json",
    "messagebird-request-timestamp": timestamp,
    "messagebird-request-id": requestId,
    // That a subscription without a key gets no signature is a guess.
    ...(signingKey === ""
      ? {}
      : { "messagebird-signature": birdSignature({ signingKey: key, timestamp, url, body }) }),
  });
  return {
    provider: "bird",
    event,
    url,
    body,
    headers: signed(signingKey),
    wrongHeaders: signed(`${signingKey}-wrong`),
    requestId,
    subscriptionId: id,
  };
}
