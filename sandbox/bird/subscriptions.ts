import { randomUUID } from "node:crypto";
import { type Context, Hono } from "hono";
import type { Delivery } from "../deliveries.ts";
import { readBody } from "../params.ts";
import type { World } from "../world.ts";
import { BirdError } from "./errors.ts";
import { stamp } from "./number-life.ts";
import { birdPage } from "./paging.ts";
import type { BirdSubscription } from "./state.ts";
import { CHANNEL_EVENTS, readSubscription, readSubscriptionChange } from "./subscription-body.ts";
import { getWorkspace } from "./workspaces.ts";

const BASE = "/organizations/:org/workspaces/:ws/webhook-subscriptions";
const MOST_EQUAL = 5;

/** Webhook subscriptions of a workspace, with the log of what was posted to each. */
export function subscriptionRoutes(world: World): Hono {
  const routes = new Hono();
  routes.post(BASE, async (c) => {
    const workspace = getWorkspace(world, c.req.param("ws"));
    const given = readSubscription(world, await readBody(c));
    const now = world.clock.now();
    const subscription: BirdSubscription = {
      id: randomUUID(),
      workspaceId: workspace.id,
      status: "active",
      eventFilters: [],
      signingKey: "",
      ...given,
      createdAt: now,
      updatedAt: now,
    };
    refuseSixth(world, subscription);
    world.bird.subscriptions.set(subscription.id, subscription);
    return c.json(describe(world, subscription), 201);
  });
  routes.get(BASE, (c) => {
    const { id } = getWorkspace(world, c.req.param("ws"));
    const service = c.req.query("SearchFilter[service]");
    const all = [...world.bird.subscriptions.values()].filter(
      (one) => one.workspaceId === id && (service === undefined || one.service === service),
    );
    const { results, ...more } = birdPage(c, all);
    return c.json({ results: results.map((one) => describe(world, one)), ...more });
  });
  routes.get(`${BASE}/:id`, (c) => c.json(describe(world, getSubscription(world, c))));
  routes.patch(`${BASE}/:id`, async (c) => {
    const subscription = getSubscription(world, c);
    const change = readSubscriptionChange(world, await readBody(c), subscription.event);
    Object.assign(subscription, change, { updatedAt: world.clock.now() });
    return c.json(describe(world, subscription));
  });
  routes.delete(`${BASE}/:id`, (c) => {
    world.bird.subscriptions.delete(getSubscription(world, c).id);
    return c.body(null, 204);
  });
  routes.get(`${BASE}/:id/logs`, (c) => {
    const { id } = getSubscription(world, c);
    const sent = world.deliveries
      .filter((one) => one.subscriptionId === id)
      .map((one) => ({ ...describeLog(one), id: one.requestId, createdAt: one.startedMs }));
    const { results, ...more } = birdPage(c, sent);
    return c.json({
      results: results.map(({ id: _id, createdAt, ...rest }) => ({
        ...rest,
        createdAt: stamp(createdAt),
      })),
      ...more,
    });
  });
  routes.get("/workspaces/:ws/available-webhooks", (c) => {
    getWorkspace(world, c.req.param("ws"));
    const events = Object.entries(CHANNEL_EVENTS).map(([name, filterKeys]) => ({
      name,
      filterKeys,
    }));
    return c.json({ results: [{ service: "channels", events }] });
  });
  return routes;
}

function getSubscription(world: World, c: Context): BirdSubscription {
  const found = world.bird.subscriptions.get(c.req.param("id") ?? "");
  if (!found || found.workspaceId !== c.req.param("ws"))
    throw new BirdError(404, "Resource not found");
  return found;
}

function describe(
  world: World,
  { createdAt, updatedAt, ...rest }: BirdSubscription,
): Record<string, unknown> {
  return {
    ...rest,
    organizationId: world.config.birdOrganizationId,
    template: null,
    createdAt: stamp(createdAt),
    updatedAt: stamp(updatedAt),
  };
}

function describeLog(delivery: Delivery) {
  const last = delivery.attempts.at(-1);
  return {
    requestId: delivery.requestId,
    attemptCount: delivery.attempts.length,
    httpStatusCode: typeof last?.status === "number" ? last.status : 0,
    executionStatus: delivery.state,
  };
}

function refuseSixth(world: World, added: BirdSubscription): void {
  const same = [...world.bird.subscriptions.values()].filter(
    (one) => combination(one) === combination(added),
  );
  // The limit is documented, the status of its refusal is not.
  if (same.length < MOST_EQUAL) return;
  throw new BirdError(422, `At most ${MOST_EQUAL} webhook subscriptions with the same filters`);
}

function combination({ workspaceId, service, event, eventFilters }: BirdSubscription): string {
  const filters = eventFilters.map(({ key, value }) => `${key}=${value}`).sort();
  return JSON.stringify([workspaceId, service, event, filters]);
}
