import { Hono } from "hono";
import { birdRoutes } from "./bird/router.ts";
import { controlPage } from "./control/page.ts";
import { controlRoutes } from "./control/routes.ts";
import { demoRoutes } from "./demo/page.ts";
import type { NodeEnv } from "./faults.ts";
import { assetRoutes } from "./html/assets.ts";
import { inboxJsonRoutes, inboxRoutes } from "./inbox/routes.ts";
import { dialogRoutes } from "./meta/dialog/routes.ts";
import { graphRoutes } from "./meta/graph/router.ts";
import { sdkRoutes } from "./meta/sdk.ts";
import type { World } from "./world.ts";

/** The whole sandbox as one application. */
export function createApp(world: World): Hono<NodeEnv> {
  const app = new Hono<NodeEnv>();
  app.route("/", controlPage(world));
  app.route("/control", controlRoutes(world));
  app.route("/inbox", inboxRoutes(world));
  app.route("/", inboxJsonRoutes(world));
  app.route("/demo", demoRoutes());
  app.route("/", assetRoutes());
  app.route("/", sdkRoutes(world));
  app.route("/graph", graphRoutes(world));
  app.route("/bird", birdRoutes(world));
  app.route("/", dialogRoutes(world));
  return app;
}
