import { Hono } from "hono";
import { enrolmentIn, numberState, whatsAppObject } from "../bird/number-life.ts";
import { handIn } from "../bird/papers.ts";
import {
  addNumber,
  addWorkspace,
  type BirdNumber,
  NUMBER_STATES,
  type NumberState,
} from "../bird/state.ts";
import { addStock, money } from "../bird/stock-seed.ts";
import { parseNumber } from "../ids.ts";
import { type Params, readBody, textOf } from "../params.ts";
import type { World } from "../world.ts";

/** Bird behind the scenes: workspaces, numbers and where each number stands. */
export function birdControl(world: World): Hono {
  const routes = new Hono();
  routes.delete("/tech-provider", (c) => {
    world.bird.techProvider = undefined;
    return c.json({ ok: true });
  });
  routes.post("/workspaces", async (c) => {
    const body = await readBody(c);
    const name = textOf(body, "name");
    if (!name) return c.json({ error: "name is required" }, 400);
    const id = textOf(body, "id");
    const given = { name, now: world.clock.now(), ...(id ? { id } : {}) };
    return c.json(addWorkspace(world.bird, given), 201);
  });
  routes.post("/numbers", async (c) => {
    const body = await readBody(c);
    const workspaceId = textOf(body, "workspaceId") ?? "";
    const state = parseState(textOf(body, "state") || "verified");
    if (!world.bird.workspaces.has(workspaceId)) return c.json({ error: "no such workspace" }, 404);
    if (!state) return c.json({ error: STATE_PROBLEM }, 400);
    const asked = textOf(body, "number");
    const number = asked ? parseNumber(asked) : world.ids.phoneNumber();
    if (!number) return c.json({ error: "number: must be a phone number" }, 400);
    const now = world.clock.now();
    const enrolment = enrolmentIn(state, { now, ids: world.ids, keep: undefined });
    return c.json(
      describe(world, addNumber(world.bird, { workspaceId, number, now, enrolment })),
      201,
    );
  });
  routes.post("/numbers/:id", async (c) => {
    const number = world.bird.numbers.get(c.req.param("id"));
    const body = await readBody(c);
    const state = parseState(textOf(body, "state") ?? "");
    if (!number) return c.json({ error: "no such number" }, 404);
    if (body.papers === "handed-in") {
      handIn(world, number);
      return c.json(describe(world, number));
    }
    if (!state) return c.json({ error: STATE_PROBLEM }, 400);
    const given = { now: world.clock.now(), ids: world.ids, keep: number.enrolment };
    const enrolment = enrolmentIn(state, given);
    if (enrolment) number.enrolment = enrolment;
    else delete number.enrolment;
    return c.json(describe(world, number));
  });
  routes.delete("/numbers/:id", (c) => {
    const isGone = world.bird.numbers.delete(c.req.param("id"));
    return isGone ? c.json({ ok: true }) : c.json({ error: "no such number" }, 404);
  });
  routes.route("/stock", stockControl(world));
  return routes;
}

/** What is for sale, and prices that change while somebody looks at them. */
function stockControl(world: World): Hono {
  const routes = new Hono();
  routes.post("/", async (c) => {
    const body = await readBody(c);
    const number = parseNumber(textOf(body, "number") ?? "");
    if (!number) return c.json({ error: "number: must be a phone number" }, 400);
    const country = textOf(body, "country") ?? "US";
    const type = textOf(body, "type") ?? "local";
    const item = { number, country, type, monthlyPrice: money(3.5), ...readPrices(body) };
    return c.json(addStock(world.bird, item), 201);
  });
  routes.post("/:id", async (c) => {
    const item = world.bird.stock.get(c.req.param("id"));
    if (!item) return c.json({ error: "no such number for sale" }, 404);
    return c.json(Object.assign(item, readPrices(await readBody(c))));
  });
  routes.delete("/:id", (c) => {
    const isGone = world.bird.stock.delete(c.req.param("id"));
    return isGone ? c.json({ ok: true }) : c.json({ error: "no such number for sale" }, 404);
  });
  return routes;
}

function readPrices(body: Params) {
  const currency = textOf(body, "currency") ?? "EUR";
  const read = (name: string) => {
    const price = Number(textOf(body, name) ?? Number.NaN);
    return Number.isFinite(price) ? { [name]: money(price, currency) } : {};
  };
  return { ...read("monthlyPrice"), ...read("setupPrice") };
}

const STATE_PROBLEM = `state: must be one of ${NUMBER_STATES.join(", ")}`;

function parseState(text: string): NumberState | undefined {
  return NUMBER_STATES.find((one) => one === text);
}

function describe(world: World, number: BirdNumber): Record<string, unknown> {
  const now = world.clock.now();
  const whatsApp = whatsAppObject(number, now) ?? null;
  const { id, workspaceId } = number;
  return { id, workspaceId, number: number.number, state: numberState(number, now), whatsApp };
}
