import { Hono } from "hono";
import { DAY, SECOND } from "../../clock.ts";
import { randomWord } from "../../ids.ts";
import { type Params, textOf } from "../../params.ts";
import type { World } from "../../world.ts";
import type { AuthorizationCode, Token } from "../state.ts";
import type { GraphEnv } from "./access.ts";
import { GraphError } from "./errors.ts";

export const CODE_LIFETIME_MS = 30 * SECOND;
const TOKEN_LIFETIME_MS = 60 * DAY;

/** Exchange of a code for a business token. */
export function oauthRoutes(world: World): Hono<GraphEnv> {
  return new Hono<GraphEnv>().on(["GET", "POST"], "/oauth/access_token", (c) => {
    const code = redeemCode(world, c.get("params"));
    const token = issueToken(world, code);
    const body = { access_token: token.value, token_type: "bearer" };
    if (token.expiresAt === 0) return c.json(body);
    return c.json({ ...body, expires_in: Math.floor((token.expiresAt - token.issuedAt) / SECOND) });
  });
}

/** Issues a token of the customer's system user. */
export function issueToken(
  world: World,
  grant: Pick<AuthorizationCode, "portfolioId" | "scopes">,
): Token {
  const now = world.clock.now();
  const token: Token = {
    value: `EAAG${randomWord(190)}`,
    kind: "business",
    scopes: grant.scopes,
    portfolioId: grant.portfolioId,
    issuedAt: now,
    expiresAt: world.settings.tokenLifetime === "never" ? 0 : now + TOKEN_LIFETIME_MS,
  };
  world.meta.tokens.set(token.value, token);
  return token;
}

function redeemCode(world: World, params: Params): AuthorizationCode {
  if (textOf(params, "client_id") !== world.config.appId) {
    throw new GraphError({
      code: 101,
      message: "Error validating application. Invalid application ID.",
    });
  }
  if (textOf(params, "client_secret") !== world.config.appSecret) {
    throw new GraphError({ code: 1, status: 400, message: "Error validating client secret." });
  }
  const value = textOf(params, "code");
  if (!value) throw new GraphError({ code: 1, status: 400, message: "Missing authorization code" });
  const code = world.meta.codes.get(value);
  if (!code) throw codeError(36007, "Invalid verification code format.");
  assertUnspent(world, code);
  if (!redirectMatches(world, code, textOf(params, "redirect_uri"))) {
    throw codeError(
      36008,
      "Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request",
    );
  }
  code.used = true;
  world.meta.lastUsedCode = code.value;
  return code;
}

function assertUnspent(world: World, code: AuthorizationCode): void {
  if (code.used || code.mode === "used") {
    throw codeError(36009, "This authorization code has been used.");
  }
  // The browser may bring the code here before its own "finished" note arrives: it is fresh then.
  code.issuedAt ??= world.clock.now();
  const age = world.clock.now() - code.issuedAt;
  if (code.mode === "expired" || age > CODE_LIFETIME_MS) {
    throw codeError(36007, "This authorization code has expired.");
  }
}

function redirectMatches(
  world: World,
  code: AuthorizationCode,
  given: string | undefined,
): boolean {
  if (code.mode === "mismatch") return false;
  if (!code.viaSdk) return given === code.redirectUri;
  if (given === undefined) return world.settings.acceptMissingRedirectUri;
  if (given === "") {
    return code.mode !== "mismatch-empty" && world.settings.acceptEmptyRedirectUri;
  }
  return given === code.redirectUri || given === code.pageUrl;
}

function codeError(subcode: number, message: string): GraphError {
  const challenge = `OAuth "Facebook Platform" "invalid_code" "${message}"`;
  const headers = { "WWW-Authenticate": challenge };
  return new GraphError({ code: 100, subcode, status: 400, message, headers });
}
