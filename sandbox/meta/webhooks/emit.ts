import { randomUUID } from "node:crypto";
import { type Outgoing, sendDelivery } from "../../deliveries.ts";
import type { World } from "../../world.ts";
import type { WebhookChange } from "../state.ts";
import { hubSignatures, metaJson } from "./signature.ts";

const BATCH_WITHIN_MS = 1000;

/** Why Meta would keep an event for itself, or undefined when it posts it. */
export function keptBack(world: World, change: WebhookChange): string | undefined {
  const { webhook, wabas } = world.meta;
  if (!webhook) return "no callback URL is set";
  if (!webhook.fields.includes(change.field)) return `field ${change.field} is not subscribed`;
  // The signal that a flow ended comes before anybody could subscribe to the account.
  if (change.wabaId === undefined) return undefined;
  const apps = wabas.get(change.wabaId)?.subscriptions ?? [];
  const isSubscribed = apps.some((one) => one.appId === world.config.appId);
  return isSubscribed ? undefined : "the app is not subscribed to the WABA";
}

/** Posts a change to the app's callback, or says why not; resolves after the first try. */
export async function emitMeta(world: World, change: WebhookChange): Promise<string | undefined> {
  const reason = keptBack(world, change);
  if (reason !== undefined) return reason;
  if (world.settings.metaDelivery !== "batch") {
    await post(world, [change]);
    return undefined;
  }
  const { batch } = world.meta;
  batch.push(change);
  if (batch.length === 1) {
    const due = world.clock.now() + BATCH_WITHIN_MS;
    world.agenda.at(due, () => post(world, batch.splice(0)));
  }
  return undefined;
}

async function post(world: World, changes: WebhookChange[]): Promise<void> {
  const url = world.meta.webhook?.callbackUrl;
  if (url === undefined) return;
  const time = Math.floor(world.clock.now() / 1000);
  const entry = changes.map(({ entryId, field, value }) => ({
    id: entryId,
    time,
    changes: [{ field, value }],
  }));
  const body = metaJson({ object: "whatsapp_business_account", entry });
  await sendDelivery(world, signed(world, { url, body, changes }));
}

function signed(
  world: World,
  given: { url: string; body: string; changes: WebhookChange[] },
): Outgoing {
  const { url, body, changes } = given;
  const { appSecret } = world.config;
  const base = { "content-type": "application/json", "user-agent": "facebookexternalua" };
  const names = changes.map(({ field, value }) => [field, value.event].filter(Boolean).join(" "));
  return {
    provider: "meta",
    event: names.join(", "),
    url,
    body,
    headers: { ...base, ...hubSignatures(appSecret, body) },
    wrongHeaders: { ...base, ...hubSignatures(`${appSecret}-wrong`, body) },
    requestId: randomUUID(),
  };
}
