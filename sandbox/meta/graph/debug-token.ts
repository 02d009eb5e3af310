import { Hono } from "hono";
import { SECOND } from "../../clock.ts";
import { textOf } from "../../params.ts";
import type { World } from "../../world.ts";
import type { Token } from "../state.ts";
import { deadMessage, deadSubcode, findToken, type GraphEnv, requireToken } from "./access.ts";
import { badParameter } from "./errors.ts";

const WHATSAPP = ["whatsapp_business_management", "whatsapp_business_messaging"];

/** What a token is and what it was granted. */
export function debugTokenRoutes(world: World): Hono<GraphEnv> {
  return new Hono<GraphEnv>().get("/debug_token", (c) => {
    requireToken(world, c);
    const value = textOf(c.get("params"), "input_token");
    if (!value) throw badParameter("The parameter input_token is required");
    const token = findToken(world, value);
    if (!token) {
      const error = { code: 190, message: "Invalid OAuth access token." };
      return c.json({ data: { error, is_valid: false, scopes: [] } });
    }
    return c.json({ data: describeToken(world, token) });
  });
}

function describeToken(world: World, token: Token): Record<string, unknown> {
  const { config, meta } = world;
  const foreign = token.scopes === "other-app";
  const app = {
    app_id: foreign ? meta.otherApp.id : config.appId,
    application: foreign ? meta.otherApp.name : config.appName,
    type: token.kind === "app" ? "APP" : "SYSTEM_USER",
  };
  const subcode = deadSubcode(world, token);
  if (subcode !== undefined) {
    const error = { code: 190, message: deadMessage(subcode), subcode };
    return { ...app, error, is_valid: false, scopes: [] };
  }
  if (token.kind === "app") return { ...app, is_valid: true, scopes: [] };
  return {
    ...app,
    data_access_expires_at: 0,
    expires_at: Math.floor(token.expiresAt / SECOND),
    is_valid: true,
    issued_at: Math.floor(token.issuedAt / SECOND),
    user_id: meta.portfolios.get(token.portfolioId)?.systemUserId ?? config.businessId,
    ...scopesOf(world, token),
  };
}

function scopesOf(world: World, token: Token): Record<string, unknown> {
  const wabaIds = [...(world.meta.portfolios.get(token.portfolioId)?.grantedWabaIds ?? [])];
  const newestFirst = wabaIds.reverse();
  if (token.scopes === "2026-06") {
    const other = ["business_management", "whatsapp_business_manage_events"];
    return {
      scopes: [...other, ...WHATSAPP, "public_profile"],
      granular_scopes: other.map((scope) => ({ scope })),
    };
  }
  const withTargets = token.scopes !== "no-targets" && newestFirst.length > 0;
  return {
    scopes: [...WHATSAPP, "public_profile"],
    granular_scopes: WHATSAPP.map((scope) =>
      withTargets ? { scope, target_ids: newestFirst } : { scope },
    ),
  };
}
