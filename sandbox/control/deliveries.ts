import { Hono } from "hono";
import { type Delivery, describeDelivery, repeatDelivery } from "../deliveries.ts";
import { readBody, textOf } from "../params.ts";
import type { World } from "../world.ts";

/** What was posted to the portal, and posting it again. */
export function deliveryControl(world: World): Hono {
  const routes = new Hono();
  routes.get("/deliveries", (c) => {
    const { provider, event } = c.req.query();
    const deliveries = world.deliveries.filter(
      (one) =>
        (provider === undefined || one.provider === provider) &&
        (event === undefined || one.event === event),
    );
    return c.json({ deliveries: deliveries.map(describeDelivery) });
  });
  routes.delete("/deliveries", (c) => {
    world.deliveries = [];
    return c.json({ ok: true });
  });
  routes.post("/deliveries/redeliver", async (c) => {
    const body = await readBody(c);
    const asked = Array.isArray(body.ids) ? body.ids : [body.id];
    const signature = textOf(body, "signature") || "right";
    const found = asked.map((id: unknown) => world.deliveries.find((one) => one.id === Number(id)));
    if (signature !== "right" && signature !== "wrong")
      return c.json({ error: 'signature: must be "right" or "wrong"' }, 400);
    if (found.some((one) => one === undefined))
      return c.json({ error: "ids: no such delivery" }, 404);
    const sent: Delivery[] = [];
    for (const one of found) if (one) sent.push(await repeatDelivery(world, one, signature));
    return c.json({ deliveries: sent.map(describeDelivery) });
  });
  return routes;
}
