import { Hono } from "hono";
import { type Params, readBody, textOf } from "../params.ts";
import { countRequests } from "../request-log.ts";
import { chooseScenario } from "../scenarios/book.ts";
import { HAPPY, parseScenario } from "../scenarios/options.ts";
import { PRESETS } from "../scenarios/presets.ts";
import { changeSettings } from "../settings.ts";
import { resetWorld, type World } from "../world.ts";
import { birdControl } from "./bird.ts";
import { deliveryControl } from "./deliveries.ts";
import { parseFault } from "./fault-input.ts";
import { installControl } from "./installs.ts";
import { metaControl } from "./meta.ts";
import { metaWebhookControl } from "./meta-webhooks.ts";
import { describeClock, describeWorld } from "./state.ts";

/** The control API: how tests and the control page steer the sandbox. */
export function controlRoutes(world: World): Hono {
  const routes = new Hono();
  routes.post("/reset", (c) => {
    resetWorld(world);
    return c.json({ ok: true });
  });
  routes.get("/state", (c) => c.json(describeWorld(world)));
  routes.route("/", clockRoutes(world));
  routes.route("/", scenarioRoutes(world));
  routes.route("/", faultRoutes(world));
  routes.route("/", deliveryControl(world));
  routes.get("/settings", (c) => c.json(world.settings));
  routes.post("/settings", async (c) => {
    const problems = changeSettings(world.settings, await readBody(c));
    return problems.length > 0
      ? c.json({ error: problems.join("; ") }, 400)
      : c.json(world.settings);
  });
  routes.get("/requests", (c) => {
    const target = c.req.query("target");
    const requests = world.requests.filter((one) => target === undefined || one.target === target);
    return c.json({ counts: countRequests(requests), requests });
  });
  routes.delete("/requests", (c) => {
    world.requests = [];
    return c.json({ ok: true });
  });
  routes.route("/bird", birdControl(world));
  routes.route("/bird", installControl(world));
  routes.route("/meta", metaControl(world));
  routes.route("/meta", metaWebhookControl(world));
  routes.notFound((c) =>
    c.json({ error: `no control endpoint ${c.req.method} ${c.req.path}` }, 404),
  );
  return routes;
}

function clockRoutes(world: World): Hono {
  const routes = new Hono();
  routes.get("/clock", (c) => c.json(describeClock(world)));
  routes.post("/clock", async (c) => {
    const { advanceMs, set, speed } = await readBody(c);
    const at =
      typeof set === "string" ? Date.parse(set) : set === undefined ? undefined : Number(set);
    const numbers = [at, advanceMs, speed]
      .filter((one) => one !== undefined && one !== "")
      .map(Number);
    if (numbers.length === 0 || numbers.some((one) => !Number.isFinite(one)) || Number(speed) < 0) {
      return c.json({ error: "give advanceMs, set (ISO time or ms) or speed (0 stops time)" }, 400);
    }
    if (at !== undefined) world.clock.set(at);
    if (advanceMs !== undefined) world.clock.advance(Number(advanceMs));
    if (speed !== undefined && speed !== "") world.clock.setSpeed(Number(speed));
    world.agenda.runDue();
    return c.json(describeClock(world));
  });
  return routes;
}

function scenarioRoutes(world: World): Hono {
  const routes = new Hono();
  routes.get("/scenarios", (c) =>
    c.json({
      scenarios: PRESETS.map(({ id, title, expect, change }) => ({
        id,
        title,
        expect,
        scenario: { ...HAPPY, ...change },
      })),
    }),
  );
  routes.get("/scenario", (c) => c.json(world.scenarios));
  routes.post("/scenario", async (c) => {
    const body = await readBody(c);
    const id = textOf(body, "id");
    const preset = PRESETS.find((one) => one.id === id);
    if (id !== undefined && !preset) return c.json({ error: `no scenario "${id}"` }, 400);
    const { scenario, problems } = parseScenario({ ...HAPPY, ...preset?.change }, body);
    const times = parseTimes(body);
    if (times === null) problems.push("times: must be a whole number from 1");
    if (problems.length > 0) return c.json({ error: problems.join("; ") }, 400);
    chooseScenario(world.scenarios, { id: id ?? "custom", scenario, times: times ?? undefined });
    return c.json(world.scenarios);
  });
  return routes;
}

function faultRoutes(world: World): Hono {
  const routes = new Hono();
  routes.get("/faults", (c) => c.json({ faults: world.faults }));
  routes.post("/faults", async (c) => {
    const id = 1 + Math.max(0, ...world.faults.map((one) => one.id));
    const { rule, problem } = parseFault(id, await readBody(c));
    if (!rule) return c.json({ error: problem }, 400);
    world.faults.push(rule);
    return c.json(rule, 201);
  });
  routes.delete("/faults", (c) => {
    world.faults = [];
    return c.json({ ok: true });
  });
  routes.delete("/faults/:id", (c) => {
    world.faults = world.faults.filter((one) => String(one.id) !== c.req.param("id"));
    return c.json({ ok: true });
  });
  return routes;
}

function parseTimes(body: Params): number | undefined | null {
  const { times } = body;
  if (times === undefined || times === "") return undefined;
  const count = Number(times);
  return Number.isInteger(count) && count >= 1 ? count : null;
}
