import { Hono } from "hono";
import { type NodeEnv, observe } from "../faults.ts";
import type { World } from "../world.ts";
import { connectorRoutes } from "./connectors.ts";
import { BirdError, birdErrorResponse } from "./errors.ts";
import { messageRoutes } from "./messages.ts";
import { numberRoutes } from "./numbers.ts";
import { paperRoutes } from "./papers.ts";
import { stockRoutes } from "./stock.ts";
import { subscriptionRoutes } from "./subscriptions.ts";
import { techProviderRoutes } from "./tech-provider.ts";
import { workspaceRoutes } from "./workspaces.ts";

/** Everything below `/bird`: what api.bird.com would answer. */
export function birdRoutes(world: World): Hono<NodeEnv> {
  const bird = new Hono<NodeEnv>();
  bird.use(
    observe(world, "bird", (_c, rule) => birdErrorResponse(rule.status ?? 500, rule.message)),
  );
  bird.use(async (c, next) => {
    const [scheme, key] = (c.req.header("authorization") ?? "").split(/\s+/);
    if (scheme?.toLowerCase() !== "accesskey" || key !== world.config.birdAccessKey) {
      return birdErrorResponse(401);
    }
    await next();
    return undefined;
  });
  bird.use("/organizations/:org/*", async (c, next) => {
    if (c.req.param("org") !== world.config.birdOrganizationId) return birdErrorResponse(403);
    await next();
    return undefined;
  });
  for (const routes of [
    workspaceRoutes,
    numberRoutes,
    stockRoutes,
    paperRoutes,
    connectorRoutes,
    subscriptionRoutes,
    messageRoutes,
    techProviderRoutes,
  ]) {
    bird.route("/", routes(world));
  }
  bird.notFound(() => birdErrorResponse(404));
  bird.onError((error) => {
    if (error instanceof BirdError) {
      return birdErrorResponse(error.status, error.message, error.details);
    }
    console.error(error);
    return birdErrorResponse(500);
  });
  return bird;
}
