import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context, MiddlewareHandler, Next } from "hono";
import { endpointOf, type RequestRecord, redactQuery, remember } from "./request-log.ts";
import type { World } from "./world.ts";

export const FAULTS = ["latency", "drop", "html500", "status", "graph-error", "hang"] as const;

/** Something that goes wrong for calls whose path contains `path`. */
export type FaultRule = {
  id: number;
  target: "graph" | "bird";
  path: string;
  method?: string;
  fault: (typeof FAULTS)[number];
  when: "before" | "after";
  latencyMs: number;
  status?: number;
  code: number;
  subcode?: number;
  transient: boolean;
  message?: string;
  retryAfterSeconds?: number;
  left?: number;
};

export type NodeEnv = { Bindings: HttpBindings };

/** How a provider words an error that was only given as numbers. */
export type FaultVoice = (c: Context, rule: FaultRule) => Response;

/** Records every call of one provider and lets the configured faults happen to it. */
export function observe(
  world: World,
  target: FaultRule["target"],
  voice: FaultVoice,
): MiddlewareHandler<NodeEnv> {
  return async (c, next) => {
    const started = performance.now();
    const path = c.req.path.replace(`/${target}`, "");
    const record: RequestRecord = {
      at: new Date(world.clock.now()).toISOString(),
      target,
      method: c.req.method,
      path,
      endpoint: endpointOf(path),
      query: redactQuery(c),
      status: "dropped",
      durationMs: 0,
    };
    remember(world.requests, record);
    const rule = takeFault(world, { target, path, method: c.req.method });
    if (rule) record.fault = rule.fault;
    const answer = rule ? await applyFault({ c, next, rule, voice }) : await next();
    if (answer !== RESPONSE_ALREADY_SENT) record.status = (answer ?? c.res).status;
    record.durationMs = Math.round(performance.now() - started);
    return answer ?? undefined;
  };
}

function takeFault(
  world: World,
  call: { target: string; path: string; method: string },
): FaultRule | undefined {
  const rule = world.faults.find(
    (one) =>
      one.target === call.target &&
      call.path.includes(one.path) &&
      (one.method === undefined || one.method === call.method),
  );
  if (rule?.left !== undefined) {
    rule.left -= 1;
    if (rule.left <= 0) world.faults = world.faults.filter((one) => one !== rule);
  }
  return rule;
}

async function applyFault(given: {
  c: Context<NodeEnv>;
  next: Next;
  rule: FaultRule;
  voice: FaultVoice;
}): Promise<Response | undefined> {
  const { c, next, rule, voice } = given;
  const socket = c.env.incoming.socket;
  if (rule.latencyMs > 0) await new Promise((wake) => setTimeout(wake, rule.latencyMs));
  if (rule.fault === "latency") {
    await next();
    return undefined;
  }
  // A lost answer: the provider did the work, the caller cannot know.
  if (rule.when === "after") await next();
  if (rule.fault === "hang") {
    await new Promise((closed) => (socket.destroyed ? closed(0) : socket.once("close", closed)));
    return RESPONSE_ALREADY_SENT;
  }
  if (rule.fault === "drop") {
    socket.destroy();
    return RESPONSE_ALREADY_SENT;
  }
  const answer = rule.fault === "html500" ? htmlError(rule) : voice(c, rule);
  if (rule.retryAfterSeconds !== undefined)
    answer.headers.set("Retry-After", String(rule.retryAfterSeconds));
  c.res = answer;
  return answer;
}

function htmlError(rule: FaultRule): Response {
  const body =
    "<!DOCTYPE html><html lang=en><title>Error</title><h1>Sorry, something went wrong.</h1></html>";
  const headers = { "Content-Type": "text/html; charset=utf-8" };
  return new Response(body, { status: rule.status ?? 500, headers });
}
