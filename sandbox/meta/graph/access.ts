import { createHmac } from "node:crypto";
import type { Context } from "hono";
import type { NodeEnv } from "../../faults.ts";
import { type Params, textOf } from "../../params.ts";
import type { World } from "../../world.ts";
import type { Phone, Token, Waba } from "../state.ts";
import { GraphError, notVisible } from "./errors.ts";

export type GraphEnv = NodeEnv & { Variables: { params: Params; usageId: string | undefined } };
export type GraphContext = Context<GraphEnv>;

/** The token of a call, alive and with a right proof; throws what Graph answers otherwise. */
export function requireToken(world: World, c: GraphContext): Token {
  const value = presentedToken(c);
  if (!value) {
    throw new GraphError({
      code: 2500,
      message: "An active access token must be used to query information about the current user.",
    });
  }
  const token = findToken(world, value);
  checkProof(world, { params: c.get("params"), value });
  if (!token) {
    throw new GraphError({
      code: 190,
      message: "Invalid OAuth access token - Cannot parse access token",
    });
  }
  assertAlive(world, token);
  return token;
}

/** A WABA that the call's token reaches. */
export function requireWaba(world: World, c: GraphContext, id: string): Waba {
  const token = requireToken(world, c);
  const waba = world.meta.wabas.get(id);
  if (!waba || !reaches(world, token, waba)) throw notVisible(id, c.req.method.toLowerCase());
  countCall(world, c, waba);
  return waba;
}

/** A number in a WABA that the call's token reaches. */
export function requirePhone(world: World, c: GraphContext, id: string): Phone {
  const token = requireToken(world, c);
  const phone = world.meta.phones.get(id);
  const waba = phone && world.meta.wabas.get(phone.wabaId);
  if (!phone || !waba || !reaches(world, token, waba)) {
    throw notVisible(id, c.req.method.toLowerCase());
  }
  countCall(world, c, waba);
  return phone;
}

/** Any token by its value; an app token is a pair, not something that was issued. */
export function findToken(world: World, value: string): Token | undefined {
  const { appId, appSecret } = world.config;
  if (value !== `${appId}|${appSecret}`) return world.meta.tokens.get(value);
  const app = { kind: "app", scopes: "classic", portfolioId: "" } as const;
  return { ...app, value, issuedAt: 0, expiresAt: 0 };
}

/** Why a token is dead, or undefined when it is alive. */
export function deadSubcode(world: World, token: Token): number | undefined {
  if (token.deadSubcode !== undefined) return token.deadSubcode;
  if (token.scopes === "invalid") return 467;
  return token.expiresAt !== 0 && token.expiresAt <= world.clock.now() ? 463 : undefined;
}

export function proofOf(secret: string, token: string): string {
  return createHmac("sha256", secret).update(token).digest("hex");
}

/** Whether a token was granted a WABA; the system token sees what any customer shared. */
export function reaches(world: World, token: Token, waba: Waba): boolean {
  if (token.kind === "app") return false;
  const portfolios =
    token.kind === "system"
      ? [...world.meta.portfolios.values()]
      : [world.meta.portfolios.get(token.portfolioId)];
  return portfolios.some((portfolio) => portfolio?.grantedWabaIds.has(waba.id));
}

export function presentedToken(c: GraphContext): string | undefined {
  const header = c.req.header("authorization");
  const bearer = header && /^(?:Bearer|OAuth)\s+(.+)$/i.exec(header)?.[1];
  return bearer || textOf(c.get("params"), "access_token") || undefined;
}

function assertAlive(world: World, token: Token): void {
  const subcode = deadSubcode(world, token);
  if (subcode === undefined) return;
  throw new GraphError({ code: 190, subcode, message: deadMessage(subcode) });
}

/** The sentence that goes with a dead token's subcode. */
export function deadMessage(subcode: number): string {
  const reason = {
    458: "The user has not authorized application.",
    460: "The session has been invalidated because the user changed their password or Facebook has changed the session for security reasons.",
    463: "Session has expired.",
  }[subcode];
  return `Error validating access token: ${reason ?? "The session is invalid."}`;
}

function checkProof(world: World, given: { params: Params; value: string }): void {
  const proof = textOf(given.params, "appsecret_proof");
  if (proof === undefined && !world.settings.requireAppSecretProof) return;
  if (proof === undefined) throw missingProof();
  if (proof !== proofOf(world.config.appSecret, given.value)) {
    throw new GraphError({
      code: 100,
      type: "GraphMethodException",
      message: "Invalid appsecret_proof provided in the API argument",
    });
  }
}

export function missingProof(): GraphError {
  return new GraphError({
    code: 100,
    type: "GraphMethodException",
    message: "API calls from the server require an appsecret_proof argument",
  });
}

const HOUR_MS = 3_600_000;
const NEW_WABA_LIMIT = 200;
const ACTIVE_WABA_LIMIT = 5000;

/** How much of its hourly budget a WABA has used, in percent. */
export function wabaUsage(world: World, waba: Waba): number {
  const since = world.clock.now() - HOUR_MS;
  waba.calls = waba.calls.filter((at) => at > since);
  const active = [...world.meta.phones.values()].some(
    (phone) => phone.wabaId === waba.id && phone.status === "CONNECTED",
  );
  return Math.floor((waba.calls.length * 100) / (active ? ACTIVE_WABA_LIMIT : NEW_WABA_LIMIT));
}

function countCall(world: World, c: GraphContext, waba: Waba): void {
  c.set("usageId", waba.id);
  waba.calls.push(world.clock.now());
  if (world.settings.enforceRateLimit && wabaUsage(world, waba) > 100) {
    throw new GraphError({
      code: 80008,
      subcode: 2494055,
      message: "(#80008) There have been too many calls to this WhatsApp Business account.",
    });
  }
}
