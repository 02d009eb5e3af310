import { Hono } from "hono";
import { textOf } from "../../params.ts";
import type { World } from "../../world.ts";
import { type GraphContext, type GraphEnv, requireToken } from "./access.ts";
import { badParameter, GraphError, notVisible } from "./errors.ts";
import { verifyCallback } from "./subscribed-apps.ts";

const OBJECT = "whatsapp_business_account";

/** Where the app's webhooks go, set by API instead of the dashboard. */
export function appSubscriptionRoutes(world: World): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>();
  routes.get("/:id/subscriptions", (c) => {
    requireApp(world, c, c.req.param("id"));
    const { webhook } = world.meta;
    if (!webhook) return c.json({ data: [] });
    const fields = webhook.fields.map((name) => ({ name, version: c.req.param("version") }));
    const data = [{ object: OBJECT, callback_url: webhook.callbackUrl, active: true, fields }];
    return c.json({ data });
  });
  routes.post("/:id/subscriptions", async (c) => {
    requireApp(world, c, c.req.param("id"));
    const params = c.get("params");
    const callbackUrl = textOf(params, "callback_url") ?? "";
    const fields = (textOf(params, "fields") ?? "").split(",").filter(Boolean);
    if (textOf(params, "object") !== OBJECT) throw badParameter(`Param object must be ${OBJECT}`);
    if (!URL.canParse(callbackUrl)) throw badParameter("Param callback_url must be a URL");
    await verifyCallback(callbackUrl, textOf(params, "verify_token") ?? "");
    world.meta.webhook = { callbackUrl, fields };
    return c.json({ success: true });
  });
  return routes;
}

/** Refuses every token but the app's own, and every other app. */
export function requireApp(world: World, c: GraphContext, id: string): void {
  const token = requireToken(world, c);
  if (id !== world.config.appId) throw notVisible(id, c.req.method.toLowerCase());
  if (token.kind === "app") return;
  throw new GraphError({
    code: 15,
    message: "(#15) This method must be called with an app access_token.",
  });
}
