import { Hono } from "hono";
import { textOf } from "../../params.ts";
import type { World } from "../../world.ts";
import { type GraphContext, type GraphEnv, missingProof, requireToken } from "./access.ts";
import { GraphError, notVisible } from "./errors.ts";
import { parseFields } from "./fields.ts";
import { issueToken } from "./oauth.ts";
import { graphPage } from "./paging.ts";
import { readWaba } from "./waba-fields.ts";
import { publicUrl } from "./waba-phones.ts";

/** Calls on business portfolios: the recovery paths when a half of a signup was lost. */
export function businessRoutes(world: World): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>();
  routes.get("/:id/client_whatsapp_business_accounts", (c) => {
    requireSystemToken(world, c);
    if (c.req.param("id") !== world.config.businessId) throw notVisible(c.req.param("id"));
    const shared = [...world.meta.wabas.values()]
      .filter((waba) => world.meta.portfolios.get(waba.portfolioId)?.grantedWabaIds.has(waba.id))
      .sort((a, b) => b.createdAt - a.createdAt);
    const params = c.get("params");
    const fields = textOf(params, "fields");
    const parsed = fields === undefined ? undefined : parseFields(fields);
    const { page, paging } = graphPage(shared, { params, url: publicUrl(world, c.req.url) });
    const data = page.map((waba) => readWaba(world, waba, parsed));
    return c.json(paging ? { data, paging } : { data });
  });
  routes.post("/:id/system_user_access_tokens", (c) => {
    requireSystemToken(world, c);
    const params = c.get("params");
    if (textOf(params, "appsecret_proof") === undefined) throw missingProof();
    const portfolio = world.meta.portfolios.get(c.req.param("id"));
    if (!portfolio || portfolio.grantedWabaIds.size === 0)
      throw notVisible(c.req.param("id"), "post");
    const existing = [...world.meta.tokens.values()].findLast(
      (token) => token.portfolioId === portfolio.id && token.deadSubcode === undefined,
    );
    const fetchOnly = textOf(params, "fetch_only") === "true";
    const token =
      fetchOnly && existing
        ? existing
        : issueToken(world, { portfolioId: portfolio.id, scopes: "2026-06" });
    return c.json({ access_token: token.value });
  });
  return routes;
}

function requireSystemToken(world: World, c: GraphContext): void {
  if (requireToken(world, c).kind === "system") return;
  throw new GraphError({
    code: 200,
    message: "(#200) Requires business_management permission to manage the object",
  });
}
