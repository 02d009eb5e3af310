import { Hono } from "hono";
import { readBody } from "../params.ts";
import type { World } from "../world.ts";
import { BirdError, invalidBody } from "./errors.ts";

const SETUP = "/organizations/:org/platforms/whatsapp/actions/setupTechProvider";
const KEYS = "/organizations/:org/configurations/groups/features/keys/:key";

/** Which partner solution and portfolio of the ISV's the organization belongs to. */
export type TechProvider = { solutionId: string; businessId: string };

/** Setting it and reading it back; Bird's guide swaps the labels of the two keys, their names are right. */
export function techProviderRoutes(world: World): Hono {
  const routes = new Hono();
  routes.post(SETUP, async (c) => {
    const body = await readBody(c);
    const problems = problemsOf(body);
    if (Object.keys(problems).length > 0) throw invalidBody(problems);
    world.bird.techProvider = {
      solutionId: String(body.solution_id),
      businessId: String(body.business_id),
    };
    return c.json({});
  });
  routes.get(KEYS, (c) => {
    const key = c.req.param("key");
    const value = storedValue(world.bird.techProvider, key);
    if (value === undefined) throw new BirdError(404, "Resource not found");
    return c.json({ key, value });
  });
  return routes;
}

function storedValue(stored: TechProvider | undefined, key: string): string | undefined {
  if (key === "whatsapp_techProviderSolutionID") return stored?.solutionId;
  if (key === "whatsapp_techProviderBusinessID") return stored?.businessId;
  return undefined;
}

function problemsOf(body: Record<string, unknown>): Record<string, string[]> {
  const problems: Record<string, string[]> = {};
  for (const name of ["solution_id", "business_id"]) {
    const value = body[name];
    if (typeof value !== "string" || !/^\d+$/.test(value))
      problems[`.${name}`] = ["value must be a string of digits"];
  }
  const unknown = Object.keys(body).filter((key) => !["solution_id", "business_id"].includes(key));
  if (unknown.length > 0) problems["."] = unknown.map((key) => `property "${key}" is unsupported`);
  return problems;
}
