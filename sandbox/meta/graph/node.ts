import { Hono } from "hono";
import { textOf } from "../../params.ts";
import type { World } from "../../world.ts";
import { BIRD_APP } from "../bird-app.ts";
import {
  type GraphContext,
  type GraphEnv,
  reaches,
  requirePhone,
  requireToken,
  requireWaba,
} from "./access.ts";
import { notVisible } from "./errors.ts";
import { type FieldNode, type FieldTable, parseFields, selectFields } from "./fields.ts";
import { PHONE_NODE_DEFAULTS, readPhone } from "./phone-fields.ts";
import { readWaba } from "./waba-fields.ts";

/** `GET /{id}`: one address for every kind of node. */
export function nodeRoutes(world: World): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>();
  routes.get("/me", (c) => c.json(readMe(world, c)));
  routes.get("/:id", (c) => c.json(readNode(world, c, c.req.param("id"))));
  return routes;
}

function readNode(world: World, c: GraphContext, id: string): Record<string, unknown> {
  const { config, meta } = world;
  const fields = askedFields(c);
  if (meta.wabas.has(id)) return readWaba(world, requireWaba(world, c, id), fields);
  if (meta.phones.has(id)) {
    return readPhone(world, requirePhone(world, c, id), { fields, defaults: PHONE_NODE_DEFAULTS });
  }
  const token = requireToken(world, c);
  if (id === config.appId) {
    if (token.kind === "business") throw notVisible(id);
    return readOne(appFields(world), { type: "Application", id, fields, defaults: ["name"] });
  }
  if (id === config.solutionId) {
    return readSolution(world, fields);
  }
  const portfolio = meta.portfolios.get(id);
  const shared =
    portfolio &&
    [...meta.wabas.values()].some((waba) => waba.portfolioId === id && reaches(world, token, waba));
  if (!shared) throw notVisible(id);
  const table: FieldTable<{ id: string }> = {
    name: () => portfolio.name,
    verification_status: () => portfolio.verificationStatus,
  };
  return readOne(table, { type: "Business", id, fields, defaults: ["name"] });
}

/** The partner solution; without `fields` what the specification calls the default ones. */
export function readSolution(
  world: World,
  fields: FieldNode[] | undefined,
): Record<string, unknown> {
  const type = "WhatsAppBusinessSolution";
  const defaults = ["name", "status", "status_for_pending_request"];
  return readOne(solutionFields(world), { type, id: world.config.solutionId, fields, defaults });
}

function readMe(world: World, c: GraphContext): Record<string, unknown> {
  const token = requireToken(world, c);
  const portfolio = world.meta.portfolios.get(token.portfolioId);
  const table: FieldTable<{ id: string }> = {
    name: () => `${portfolio?.name ?? world.config.appName} system user`,
    client_business_id: () => portfolio?.id,
  };
  const id = portfolio?.systemUserId ?? world.config.businessId;
  return readOne(table, { type: "SystemUser", id, fields: askedFields(c), defaults: ["name"] });
}

function readOne(
  table: FieldTable<{ id: string }>,
  given: { type: string; id: string; fields: FieldNode[] | undefined; defaults: readonly string[] },
): Record<string, unknown> {
  const { type, id, fields, defaults } = given;
  return selectFields({ table, type, item: { id }, fields, defaults });
}

/** `fields` of a call, parsed. */
export function askedFields(c: GraphContext): FieldNode[] | undefined {
  const text = textOf(c.get("params"), "fields");
  return text === undefined ? undefined : parseFields(text);
}

function appFields(world: World): FieldTable<{ id: string }> {
  const { config } = world;
  return {
    name: () => config.appName,
    logo_url: () => `${config.publicUrl}/assets/app.svg`,
    app_domains: () => ["localhost", "127.0.0.1", new URL(config.publicUrl).hostname],
    app_type: () => 0,
    company: () => config.appName,
    link: () => `https://www.facebook.com/games/?app_id=${config.appId}`,
    config_ids: () => [{ id: config.configId, name: "WhatsApp Embedded Signup" }],
  };
}

function solutionFields(world: World): FieldTable<{ id: string }> {
  const { config, meta } = world;
  const isEnding = meta.solutionStatus === "PENDING_DEACTIVATION";
  return {
    name: () => `${config.appName} with Bird`,
    // A solution stays active until its partner agrees to end it.
    status: () => (isEnding ? "ACTIVE" : meta.solutionStatus),
    status_for_pending_request: () => (isEnding ? meta.solutionStatus : "NONE"),
    owner_app: () => ({ id: BIRD_APP.appId, name: BIRD_APP.name }),
    owner_permissions: () => ["MANAGE", "MESSAGING", "MANAGE_PHONE"],
    partners: () => ({
      data: [
        {
          partner_permissions: ["MANAGE", "VIEW_TEMPLATES"],
          partner_app: { id: config.appId, name: config.appName },
        },
      ],
    }),
  };
}
