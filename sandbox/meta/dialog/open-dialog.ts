import { randomUUID } from "node:crypto";
import { isRecord } from "../../params.ts";
import { takeScenario } from "../../scenarios/book.ts";
import type { Scenario } from "../../scenarios/options.ts";
import type { World } from "../../world.ts";
import { judgeVersion } from "../versions.ts";
import type { DialogSession, Opener } from "./session.ts";

/** Checks a launch as Meta does before login; undefined means the bare error page. */
export function openDialog(
  world: World,
  given: { version: string; query: Record<string, string> },
): DialogSession | undefined {
  const { query } = given;
  const opener = parseOpener(query);
  const extras = parseExtras(query.extras);
  if (!opener || !extras || !isAllowed(world, { ...given, extras })) return undefined;
  const scenario = withExtras(takeScenario(world.scenarios), extras);
  const session: DialogSession = {
    id: randomUUID(),
    opener,
    extras,
    scenario,
    step: "authentication",
    problem: undefined,
    choices: {
      portfolioName: prefilledName(extras) ?? world.ids.businessName(),
      wabaName: "",
      country: "US",
      number: { kind: "later" },
      verified: false,
    },
    smsCode: String(Math.floor(Math.random() * 1e6)).padStart(6, "0"),
    plan: undefined,
    code: undefined,
  };
  session.choices.wabaName = session.choices.portfolioName;
  world.meta.dialogs.set(session.id, session);
  return session;
}

function isAllowed(
  world: World,
  given: { version: string; query: Record<string, string>; extras: Record<string, unknown> },
): boolean {
  const { config, meta, clock } = world;
  const { query, extras } = given;
  if (judgeVersion(given.version, clock.now()).status !== "live") return false;
  if ((query.client_id ?? query.app_id) !== config.appId) return false;
  if (query.config_id !== config.configId || query.response_type !== "code") return false;
  const setup = isRecord(extras.setup) ? extras.setup : {};
  if (setup.solutionID === undefined) return true;
  const usable = ["ACTIVE", "PENDING_DEACTIVATION"].includes(meta.solutionStatus);
  return setup.solutionID === config.solutionId && usable;
}

function withExtras(scenario: Scenario, extras: Record<string, unknown>): Scenario {
  if (scenario.result !== "verified") return scenario;
  const features = Array.isArray(extras.features) ? extras.features : [];
  if (features.some((one: unknown) => isRecord(one) && one.name === "app_only_install")) {
    return { ...scenario, result: "app-only" };
  }
  const coexistence = extras.featureType === "whatsapp_business_app_onboarding";
  return coexistence ? { ...scenario, result: "coexistence" } : scenario;
}

function parseOpener(query: Record<string, string>): Opener | undefined {
  const redirectUri = query.redirect_uri ?? "";
  const target = parseUrl(redirectUri);
  if (!target) return undefined;
  const viaSdk = query.sdk !== undefined || target.pathname.includes("xd_arbiter");
  const pageUrl = query.fallback_redirect_uri;
  const page = viaSdk ? parseUrl(pageUrl ?? "") : target;
  if (!page) return undefined;
  const callbackId = new URLSearchParams(target.hash.slice(1)).get("cb") ?? "";
  return { viaSdk, callbackId, pageOrigin: page.origin, pageUrl, redirectUri, state: query.state };
}

function parseUrl(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && /^https?:$/.test(url.protocol) ? url : undefined;
}

function parseExtras(text: string | undefined): Record<string, unknown> | undefined {
  if (!text) return {};
  try {
    const parsed: unknown = JSON.parse(text);
    return isRecord(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function prefilledName(extras: Record<string, unknown>): string | undefined {
  const business = isRecord(extras.setup) ? extras.setup.business : undefined;
  const name = isRecord(business) ? business.name : undefined;
  return typeof name === "string" && name !== "" ? name.slice(0, 100) : undefined;
}
