import { Hono } from "hono";
import { enrolmentIn, numberState, whatsAppObject } from "../bird/number-life.ts";
import {
  addNumber,
  addWorkspace,
  type BirdNumber,
  NUMBER_STATES,
  type NumberState,
} from "../bird/state.ts";
import { parseNumber } from "../ids.ts";
import { readBody, textOf } from "../params.ts";
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
    const state = parseState(textOf(await readBody(c), "state") ?? "");
    if (!number) return c.json({ error: "no such number" }, 404);
    if (!state) return c.json({ error: STATE_PROBLEM }, 400);
    const given = { now: world.clock.now(), ids: world.ids, keep: number.enrolment };
    const enrolment = enrolmentIn(state, given);
    if (enrolment) number.enrolment = enrolment;
    else delete number.enrolment;
    return c.json(describe(world, number));
  });
  return routes;
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
