import { Hono } from "hono";
import { isRecord, type Params, readBody } from "../params.ts";
import type { World } from "../world.ts";
import { BirdError, invalidBody } from "./errors.ts";
import { stamp } from "./number-life.ts";
import { birdPage } from "./paging.ts";
import { addWorkspace, type Workspace } from "./state.ts";

/** Workspaces of the organization: list, get, create. */
export function workspaceRoutes(world: World): Hono {
  const routes = new Hono();
  routes.get("/organizations/:org/workspaces", (c) => {
    const { results, ...more } = birdPage(c, world.bird.workspaces.values());
    return c.json({ results: results.map((one) => describe(world, one)), ...more });
  });
  routes.get("/organizations/:org/workspaces/:ws", (c) =>
    c.json(describe(world, getWorkspace(world, c.req.param("ws")))),
  );
  routes.post("/organizations/:org/workspaces", async (c) => {
    const body = await readBody(c);
    const problems = checkWorkspace(body);
    if (Object.keys(problems).length > 0) throw invalidBody(problems);
    const policy = isRecord(body.dataPolicy) ? body.dataPolicy : {};
    const workspace = addWorkspace(world.bird, {
      name: String(body.name),
      now: world.clock.now(),
      ...(typeof body.description === "string" ? { description: body.description } : {}),
      ...(typeof policy.group === "string" ? { group: policy.group } : {}),
    });
    return c.json(describe(world, workspace), 201);
  });
  return routes;
}

export function getWorkspace(world: World, id: string): Workspace {
  const workspace = world.bird.workspaces.get(id);
  if (!workspace) throw new BirdError(404, "workspace not found");
  return workspace;
}

function describe(world: World, { createdAt, ...workspace }: Workspace): Record<string, unknown> {
  return {
    ...workspace,
    organizationId: world.config.birdOrganizationId,
    statusTransitions: [],
    dataPolicy: { ...workspace.dataPolicy, piiStrategy: "default" },
    createdAt: stamp(createdAt),
    updatedAt: stamp(createdAt),
  };
}

const KNOWN = ["name", "description", "dataPolicy", "configuration", "userUsername", "flavors"];
const GROUPS = ["eu-west-1", "ap-south-1", "us-west-1"];

function checkWorkspace(body: Params): Record<string, string[]> {
  const problems: Record<string, string[]> = {};
  const unknown = Object.keys(body).filter((key) => !KNOWN.includes(key));
  if (unknown.length > 0) problems["."] = unknown.map((key) => `property "${key}" is unsupported`);
  if (!isText(body.name)) problems[".name"] = ["value must be a string of 1 to 256 characters"];
  if (body.description !== undefined && !isText(body.description)) {
    problems[".description"] = ["value must be a string of 1 to 256 characters"];
  }
  const policy = body.dataPolicy;
  if (policy !== undefined && !(isRecord(policy) && GROUPS.includes(String(policy.group)))) {
    problems[".dataPolicy.group"] = [`Invalid value, expected one of: ${GROUPS.join(", ")}`];
  }
  return problems;
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value.length >= 1 && value.length <= 256;
}
