import { Hono } from "hono";
import { type FaultRule, observe } from "../../faults.ts";
import { readParams } from "../../params.ts";
import type { World } from "../../world.ts";
import { judgeVersion } from "../versions.ts";
import { type GraphContext, type GraphEnv, wabaUsage } from "./access.ts";
import { appEdgeRoutes } from "./app-edges.ts";
import { appSubscriptionRoutes } from "./app-subscriptions.ts";
import { businessRoutes } from "./business.ts";
import { debugTokenRoutes } from "./debug-token.ts";
import { errorResponse, GraphError, traceIdOf } from "./errors.ts";
import { nodeRoutes } from "./node.ts";
import { oauthRoutes } from "./oauth.ts";
import { phoneRoutes } from "./phone-actions.ts";
import { subscribedAppsRoutes } from "./subscribed-apps.ts";
import { wabaPhoneRoutes } from "./waba-phones.ts";

/** Everything below `/graph`: what graph.facebook.com would answer. */
export function graphRoutes(world: World): Hono<GraphEnv> {
  const graph = new Hono<GraphEnv>();
  graph.use(observe(world, "graph", (_c, rule) => faultAnswer(rule)));
  graph.use("/:version/*", async (c, next) => {
    const { status, served } = judgeVersion(c.req.param("version"), world.clock.now());
    if (status === "unknown") return unknownPath(c);
    c.set("params", await readParams(c));
    await next();
    decorate(world, c, served);
    return undefined;
  });
  const versioned = new Hono<GraphEnv>();
  for (const routes of [
    oauthRoutes,
    appSubscriptionRoutes,
    appEdgeRoutes,
    debugTokenRoutes,
    wabaPhoneRoutes,
    subscribedAppsRoutes,
    businessRoutes,
    phoneRoutes,
    nodeRoutes,
  ]) {
    versioned.route("/", routes(world));
  }
  graph.route("/:version", versioned);
  graph.notFound((c) => unknownPath(c));
  graph.onError((error) => {
    if (error instanceof GraphError) return errorResponse(error.spec);
    console.error(error);
    return errorResponse({ code: 1, status: 500, message: "An unknown error occurred" });
  });
  return graph;
}

function unknownPath(c: { req: { path: string } }): Response {
  const path = c.req.path.replace(/^\/graph(\/v\d+\.\d+)?/, "");
  return errorResponse({ code: 2500, message: `Unknown path components: ${path}` });
}

function faultAnswer(rule: FaultRule): Response {
  const message = rule.message ?? faultMessage(rule.code);
  return errorResponse({
    code: rule.code,
    message,
    transient: rule.transient,
    ...(rule.subcode === undefined ? {} : { subcode: rule.subcode }),
    ...(rule.status === undefined ? {} : { status: rule.status }),
  });
}

function faultMessage(code: number): string {
  const known: Record<number, string> = {
    1: "An unknown error occurred",
    2: "Service temporarily unavailable",
    4: "(#4) Application request limit reached",
    10: "(#10) Application does not have permission for this action",
    190: "Error validating access token: The session is invalid.",
    200: "(#200) You do not have the necessary permissions to access this resource",
    80007: "(#80007) Rate limit issues",
  };
  return known[code] ?? `(#${code}) Injected by the sandbox`;
}

function decorate(world: World, c: GraphContext, served: string): void {
  const { headers } = c.res;
  if (!headers.has("x-fb-trace-id")) headers.set("x-fb-trace-id", traceIdOf());
  headers.set("facebook-api-version", served);
  const used = { call_count: 1, total_time: 1, total_cputime: 1 };
  headers.set("X-App-Usage", JSON.stringify(used));
  const id = c.get("usageId") ?? world.config.businessId;
  const waba = world.meta.wabas.get(id);
  const percent = waba ? wabaUsage(world, waba) : 1;
  const usage = {
    type: "whatsapp_business_management",
    call_count: percent,
    total_cputime: 1,
    total_time: 1,
    estimated_time_to_regain_access: percent > 100 ? 60 : 0,
  };
  headers.set("X-Business-Use-Case-Usage", JSON.stringify({ [id]: [usage] }));
}
