import { Hono } from "hono";
import { readBody } from "../params.ts";
import type { World } from "../world.ts";
import { BirdError, invalidBody } from "./errors.ts";
import { CAPABILITIES, describeLongCode } from "./number-shape.ts";
import { birdPage } from "./paging.ts";
import { asksForPapers, PAPERS } from "./papers.ts";
import { addNumber, type BirdNumber, type StockItem } from "./state.ts";
import { getWorkspace } from "./workspaces.ts";

type Described = Record<string, unknown>;

const TYPES = ["local", "national", "mobile", "toll-free"];

/** Numbers for sale, and buying them; a bought number enrols for WhatsApp by itself unless papers are missing. */
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
    refuseAsTold(world, items);
    const bought = items.map((item) => sell(world, workspace.id, item)).map(describeLongCode);
    return Response.json(wrap(world, bought), { status: 201 });
  });
  return routes;
}

function sell(world: World, workspaceId: string, item: StockItem): BirdNumber {
  world.bird.stock.delete(item.id);
  const now = world.clock.now();
  const { number, country, type, monthlyPrice } = item;
  const given = { workspaceId, number, country, type, monthlyPrice, now };
  if (asksForPapers(country)) return addNumber(world.bird, { ...given, papers: "needed" });
  const enrolment = { whatsAppId: world.ids.nodeId(), enrolledAt: now, outcome: "verify" } as const;
  return addNumber(world.bird, { ...given, enrolment });
}

/** Bird documents neither the status nor the words of these. */
function refuseAsTold(world: World, items: StockItem[]): void {
  const { purchase } = world.settings;
  if (purchase === "no-balance") throw new BirdError(422, "insufficient wallet balance");
  if (purchase !== "papers") return;
  const text = `compliance requirement not satisfied: ${PAPERS.name} (${PAPERS.type})`;
  const details = Object.fromEntries(
    items.map((_, index) => [`.numberStockItemIds[${index}]`, [text]]),
  );
  throw new BirdError(422, "Request validation failed", details);
}

/** Whether an answer holds one object, an array or `results` is not documented either. */
function wrap(world: World, bought: Described[]): Described | Described[] {
  const { purchaseAnswer } = world.settings;
  if (purchaseAnswer === "array") return bought;
  return (purchaseAnswer === "object" && bought[0]) || { results: bought };
}

function describeItem(item: StockItem): Record<string, unknown> {
  return {
    id: item.id,
    countryCode: item.country,
    type: item.type,
    numberString: item.number,
    capabilities: CAPABILITIES,
    monthlyPrice: item.monthlyPrice,
    ...(item.setupPrice ? { setupPrice: item.setupPrice } : {}),
    backOrderRequired: false,
    backOrderStockId: null,
  };
}

function readFilter(query: Record<string, string[]>): (item: StockItem) => boolean {
  const { countryCodes, types } = query;
  const prefix = query.prefix?.[0];
  const problems: Record<string, string[]> = {};
  if (prefix !== undefined && !countryCodes)
    problems[".prefix"] = ["must be used together with countryCodes"];
  if (countryCodes?.some((code) => !/^[A-Z]{2}$/.test(code)))
    problems[".countryCodes"] = ["value must be an ISO 3166-1 alpha-2 code"];
  if (types?.some((type) => !TYPES.includes(type)))
    problems[".types"] = [`Invalid value, expected one of: ${TYPES.join(", ")}`];
  if (Object.keys(problems).length > 0)
    throw new BirdError(422, "Request validation failed", problems);
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
