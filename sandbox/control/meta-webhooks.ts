import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import { describeDelivery, queueDelivery, sendOnce } from "../deliveries.ts";
import { askCallback } from "../meta/graph/subscribed-apps.ts";
import type { MetaWebhook } from "../meta/state.ts";
import { emitMeta } from "../meta/webhooks/emit.ts";
import { readEventOrder } from "../meta/webhooks/order.ts";
import { signedRequest } from "../meta/webhooks/signature.ts";
import { type Params, readBody, textOf } from "../params.ts";
import type { World } from "../world.ts";

const FIELDS = [
  "account_update",
  "account_review_update",
  "account_alerts",
  "business_capability_update",
  "partner_solutions",
  "phone_number_name_update",
  "phone_number_quality_update",
  "security",
];
const HOUR_S = 3600;

/** The app dashboard's webhook page, the events Meta sends, and its two callbacks about people. */
export function metaWebhookControl(world: World): Hono {
  const routes = new Hono();
  routes.get("/webhook", (c) => c.json(describeWebhook(world)));
  routes.post("/webhook", async (c) => {
    const body = await readBody(c);
    const callbackUrl = textOf(body, "callbackUrl") ?? "";
    if (!URL.canParse(callbackUrl)) return c.json({ error: "callbackUrl: must be a URL" }, 400);
    const verifyToken = textOf(body, "verifyToken") ?? "";
    const challenge = String(Math.floor(Math.random() * 1e9));
    const problem = await askCallback(callbackUrl, { challenge, verifyToken });
    if (problem !== undefined)
      return c.json({ error: `Callback verification failed: ${problem}` }, 400);
    world.meta.webhook = { callbackUrl, fields: readFields(body) };
    return c.json(describeWebhook(world));
  });
  routes.delete("/webhook", (c) => {
    world.meta.webhook = undefined;
    return c.json({ ok: true });
  });
  routes.post("/events", async (c) => {
    const body = await readBody(c);
    const order = readEventOrder(world, body);
    if (typeof order === "string") return c.json({ error: order }, 400);
    if (textOf(body, "effects") !== "false") order.takeEffect();
    const reason = await emitMeta(world, order.change);
    return c.json({ sent: reason === undefined, reason: reason ?? null, ...order.change });
  });
  routes.post("/callbacks", async (c) => {
    const body = await readBody(c);
    const kind = textOf(body, "kind");
    const url = textOf(body, "url") ?? "";
    if (kind !== "deauthorize" && kind !== "data-deletion")
      return c.json({ error: 'kind: must be "deauthorize" or "data-deletion"' }, 400);
    if (!URL.canParse(url)) return c.json({ error: "url: must be a URL" }, 400);
    return c.json(await postSignedRequest(world, { kind, url, body }));
  });
  return routes;
}

function readFields(body: Params): MetaWebhook["fields"] {
  const asked = Array.isArray(body.fields) ? body.fields.map(String) : [];
  return asked.length > 0 ? asked : FIELDS;
}

function describeWebhook({ meta }: World): Record<string, unknown> {
  return { callbackUrl: meta.webhook?.callbackUrl ?? null, fields: meta.webhook?.fields ?? [] };
}

async function postSignedRequest(
  world: World,
  given: { kind: string; url: string; body: Params },
): Promise<Record<string, unknown>> {
  const { kind, url, body } = given;
  const issued_at = Math.floor(world.clock.now() / 1000);
  const payload = {
    algorithm: textOf(body, "algorithm") || "HMAC-SHA256",
    ...(kind === "data-deletion" ? { expires: issued_at + HOUR_S } : {}),
    issued_at,
    user_id: textOf(body, "userId") || world.ids.nodeId(),
  };
  const isValid = textOf(body, "valid") !== "false";
  const secret = isValid ? world.config.appSecret : `${world.config.appSecret}-wrong`;
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const delivery = queueDelivery(
    world,
    {
      provider: "meta",
      event: kind,
      url,
      body: new URLSearchParams({ signed_request: signedRequest(secret, payload) }).toString(),
      headers,
      wrongHeaders: headers,
      requestId: randomUUID(),
    },
    isValid ? "right" : "wrong",
  );
  const answer = await sendOnce(world, delivery);
  return { ...describeDelivery(delivery), answer };
}
