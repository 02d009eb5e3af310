import { Hono } from "hono";
import { textOf } from "../../params.ts";
import type { World } from "../../world.ts";
import type { GraphEnv } from "./access.ts";
import { requireApp } from "./app-subscriptions.ts";
import { badParameter } from "./errors.ts";
import { askedFields, readSolution } from "./node.ts";
import { graphPage } from "./paging.ts";
import { publicUrl } from "./waba-phones.ts";

const ROLES = ["OWNER", "PARTNER"];

/** What an app can be asked about itself: its partner solutions, and what App Review gave it. */
export function appEdgeRoutes(world: World): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>();
  routes.get("/:id/whatsapp_business_solutions", (c) => {
    requireApp(world, c, c.req.param("id"));
    const params = c.get("params");
    const role = textOf(params, "role");
    if (role !== undefined && !ROLES.includes(role))
      throw badParameter(`Param role must be one of {${ROLES.join(", ")}}`);
    // Bird made the solution; the ISV's app is its partner.
    const all = role === "OWNER" ? [] : [{ id: world.config.solutionId }];
    const { page, paging } = graphPage(all, { params, url: publicUrl(world, c.req.url) });
    const data = page.map(() => readSolution(world, askedFields(c)));
    return c.json(paging ? { data, paging } : { data });
  });
  routes.get("/:id/permissions", (c) => {
    requireApp(world, c, c.req.param("id"));
    const status = textOf(c.get("params"), "status");
    const asked = status?.replace(/[[\]"']/g, "").split(",");
    const data = world.meta.permissions.filter((one) => !asked || asked.includes(one.status));
    return c.json({ data });
  });
  return routes;
}
