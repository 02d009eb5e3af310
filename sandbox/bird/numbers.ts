import { Hono } from "hono";
import type { World } from "../world.ts";
import { BirdError } from "./errors.ts";
import { describeLongCode, describeNumber } from "./number-shape.ts";
import { birdPage } from "./paging.ts";
import type { BirdNumber } from "./state.ts";
import { getWorkspace } from "./workspaces.ts";

/** Numbers of a workspace; only the single number is documented to carry `whatsApp`. */
export function numberRoutes(world: World): Hono {
  const routes = new Hono();
  routes.get("/workspaces/:ws/numbers", (c) => {
    const all = numbersOf(world, c.req.param("ws")).filter(matches(c.req.query()));
    const { results, ...more } = birdPage(c, all);
    const withWhatsApp = world.settings.numberListCarriesWhatsApp;
    return c.json({
      results: results.map((one) => describe(world, one, withWhatsApp)),
      ...more,
    });
  });
  routes.get("/workspaces/:ws/numbers/:id", (c) => {
    const number = getNumber(world, c.req.param("ws"), c.req.param("id"));
    return c.json(describe(world, number, true));
  });
  routes.post("/workspaces/:ws/numbers/:id/cancel-subscription", (c) => {
    const number = getNumber(world, c.req.param("ws"), c.req.param("id"));
    number.cancelledAt ??= world.clock.now();
    return c.json(describe(world, number, true));
  });
  routes.get("/workspaces/:ws/numbers-long-code", (c) => {
    const { results, ...more } = birdPage(c, numbersOf(world, c.req.param("ws")));
    return c.json({ results: results.map(describeLongCode), ...more });
  });
  routes.get("/workspaces/:ws/numbers-long-code/:id", (c) =>
    c.json(describeLongCode(getNumber(world, c.req.param("ws"), c.req.param("id")))),
  );
  return routes;
}

function describe(
  world: World,
  number: BirdNumber,
  withWhatsApp: boolean,
): Record<string, unknown> {
  const connectors = [...world.bird.connectors.values()];
  const connectorId = connectors.find((one) => one.mbPhoneId === number.id)?.id;
  return describeNumber(number, { now: world.clock.now(), withWhatsApp, connectorId });
}

function numbersOf(world: World, workspaceId: string): BirdNumber[] {
  const { id } = getWorkspace(world, workspaceId);
  return [...world.bird.numbers.values()].filter((one) => one.workspaceId === id);
}

function getNumber(world: World, workspaceId: string, id: string): BirdNumber {
  const number = world.bird.numbers.get(id);
  if (number?.workspaceId !== workspaceId || !number) {
    throw new BirdError(404, "Number or workspace not found");
  }
  return number;
}

function matches(query: Record<string, string>): (number: BirdNumber) => boolean {
  const { status, type, country, prefix, searchTerm } = query;
  if (status !== undefined && !["active", "inactive"].includes(status)) {
    throw new BirdError(422, "Invalid Status filter");
  }
  return (one) =>
    (status === undefined || (status === "active") === (one.cancelledAt === undefined)) &&
    (type === undefined || one.type === type) &&
    (country === undefined || one.country === country) &&
    (prefix === undefined || one.number.startsWith(prefix)) &&
    (searchTerm === undefined || one.number.includes(searchTerm));
}
