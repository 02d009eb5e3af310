import { Hono } from "hono";
import { readBody } from "../params.ts";
import type { World } from "../world.ts";
import { BirdError, invalidBody } from "./errors.ts";
import { CAPABILITIES, describeLongCode } from "./number-shape.ts";
import { birdPage } from "./paging.ts";
import { addNumber, type StockItem } from "./state.ts";
import { getWorkspace } from "./workspaces.ts";

/** Numbers for sale, and buying them; a bought number enrols for WhatsApp by itself. */
export function stockRoutes(world: World): Hono {
  const routes = new Hono();
  routes.get("/organizations/:org/numbers-stock-items", (c) => {
    const wanted = readFilter(c.req.queries());
    const found = [...world.bird.stock.values()].filter(wanted);
    const { results, ...more } = birdPage(
      c,
      found.map((item) => ({ ...item, createdAt: 0 })),
    );
    return c.json({ results: results.map(describeItem), ...more });
  });
  routes.post("/workspaces/:ws/numbers-long-code", async (c) => {
    const workspace = getWorkspace(world, c.req.param("ws"));
    const items = readOrder(world, await readBody(c));
    const now = world.clock.now();
    const bought = items.map((item) => {
      world.bird.stock.delete(item.id);
      const { number, country, type } = item;
      const enrolment = {
        whatsAppId: world.ids.nodeId(),
        enrolledAt: now,
        outcome: "verify",
      } as const;
      return addNumber(world.bird, {
        workspaceId: workspace.id,
        number,
        country,
        type,
        now,
        enrolment,
      });
    });
    return c.json({ results: bought.map(describeLongCode) }, 201);
  });
  return routes;
}

function describeItem(item: StockItem): Record<string, unknown> {
  return {
    id: item.id,
    countryCode: item.country,
    type: item.type,
    numberString: item.number,
    capabilities: CAPABILITIES,
    monthlyPrice: { currencyCode: "EUR", amount: 3_500_000, exponent: -6 },
    backOrderRequired: false,
    backOrderStockId: null,
  };
}

function readFilter(query: Record<string, string[]>): (item: StockItem) => boolean {
  const { countryCodes, types } = query;
  const prefix = query.prefix?.[0];
  if (prefix !== undefined && !countryCodes) {
    const details = { ".prefix": ["must be used together with countryCodes"] };
    throw new BirdError(422, "Request validation failed", details);
  }
  return (item) =>
    (!countryCodes || countryCodes.includes(item.country)) &&
    (!types || types.includes(item.type)) &&
    (prefix === undefined || item.number.startsWith(prefix));
}

function readOrder(world: World, body: Record<string, unknown>): StockItem[] {
  const { numberStockItemIds: ids, ...rest } = body;
  const unknown = Object.keys(rest);
  if (unknown.length > 0) {
    throw invalidBody({ ".": unknown.map((key) => `property "${key}" is unsupported`) });
  }
  if (!Array.isArray(ids) || ids.length === 0 || ids.length > 25) {
    throw invalidBody({ ".numberStockItemIds": ["value must be an array of 1 to 25 items"] });
  }
  return ids.map((id, index) => {
    const item = world.bird.stock.get(String(id));
    if (!item)
      throw invalidBody({ [`.numberStockItemIds[${index}]`]: ["is not available any more"] });
    return item;
  });
}
