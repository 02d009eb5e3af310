import { Hono } from "hono";
import { textOf } from "../../params.ts";
import type { World } from "../../world.ts";
import type { Subscription, Waba } from "../state.ts";
import { type GraphEnv, requireToken, requireWaba } from "./access.ts";
import { badParameter, GraphError } from "./errors.ts";

const CALLBACK_TIMEOUT_MS = 6000;

/** Which apps get a WABA's webhooks. */
export function subscribedAppsRoutes(world: World): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>();
  routes.get("/:id/subscribed_apps", (c) => {
    const waba = requireWaba(world, c, c.req.param("id"));
    return c.json({ data: waba.subscriptions.map(describeSubscription) });
  });
  routes.post("/:id/subscribed_apps", async (c) => {
    const waba = requireWaba(world, c, c.req.param("id"));
    const params = c.get("params");
    const override = textOf(params, "override_callback_uri");
    const app = callerApp(world, requireToken(world, c).scopes === "other-app");
    const known = waba.subscriptions.find((one) => one.appId === app.appId);
    if (!override) {
      subscribe(waba, app);
      return c.json({ success: true });
    }
    if (override.length > 200) throw badParameter("override_callback_uri is too long");
    if (!known) {
      throw badParameter(
        "Before override the current callback uri, your app must be subscribed to receive messages for WhatsApp Business Account",
      );
    }
    await verifyCallback(override, textOf(params, "verify_token") ?? "");
    subscribe(waba, { ...app, overrideCallbackUri: override });
    return c.json({ success: true });
  });
  routes.delete("/:id/subscribed_apps", (c) => {
    const waba = requireWaba(world, c, c.req.param("id"));
    const app = callerApp(world, requireToken(world, c).scopes === "other-app");
    waba.subscriptions = waba.subscriptions.filter((one) => one.appId !== app.appId);
    return c.json({ success: true });
  });
  return routes;
}

/** One subscription as Graph lists it. */
export function describeSubscription(one: Subscription): Record<string, unknown> {
  const link = `https://www.facebook.com/games/?app_id=${one.appId}`;
  const override = one.overrideCallbackUri && { override_callback_uri: one.overrideCallbackUri };
  return { whatsapp_business_api_data: { id: one.appId, name: one.name, link }, ...override };
}

/** Subscribes an app; a plain subscription removes an override. */
export function subscribe(waba: Waba, subscription: Subscription): void {
  const others = waba.subscriptions.filter((one) => one.appId !== subscription.appId);
  waba.subscriptions = [...others, subscription];
}

function callerApp(world: World, foreign: boolean): Subscription {
  const { config, meta } = world;
  if (foreign) return { appId: meta.otherApp.id, name: meta.otherApp.name };
  return { appId: config.appId, name: config.appName };
}

/** Throws Graph's 2200 unless the callback repeats the challenge. */
export async function verifyCallback(callback: string, verifyToken: string): Promise<void> {
  const challenge = String(Math.floor(Math.random() * 1e9));
  const problem = await askCallback(callback, { challenge, verifyToken });
  if (problem === undefined) return;
  throw new GraphError({
    code: 2200,
    message: `(#2200) Callback verification failed with the following errors: ${problem}`,
  });
}

/** The GET handshake: undefined when the callback repeats the challenge, else what went wrong. */
export async function askCallback(
  callback: string,
  given: { challenge: string; verifyToken: string },
): Promise<string | undefined> {
  try {
    const url = new URL(callback);
    url.searchParams.set("hub.mode", "subscribe");
    url.searchParams.set("hub.challenge", given.challenge);
    url.searchParams.set("hub.verify_token", given.verifyToken);
    const answer = await fetch(url, { signal: AbortSignal.timeout(CALLBACK_TIMEOUT_MS) });
    if (answer.status !== 200)
      return `HTTP Status Code = ${answer.status}; HTTP Message = Bad Status`;
    return (await answer.text()) === given.challenge ? undefined : "Challenge mismatch";
  } catch {
    return "curl_errno = 28; curl_error = Connection timed out after 6000 milliseconds";
  }
}
