import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { claimCode, endExchange } from "@/db/queries/signup-exchange";
import {
  findSignup,
  type SignupAnswer,
  type SignupKey,
  type SignupRow,
} from "@/db/queries/signups";
import { isUniqueViolation } from "@/db/unique-violation";
import { recordAudit } from "@/lib/audit/record-audit";
import type { Context, TenantActor } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import type { Failure } from "@/lib/failures";
import { Id } from "@/lib/ids";
import { moveLinkToFailed } from "@/lib/links/move-link-to-failed";
import { log } from "@/lib/log";
import { MetaError } from "@/lib/meta/errors";
import { type BusinessToken, exchangeCode } from "@/lib/meta/exchange-code";
import { digest, fingerprint } from "@/lib/vault/digest";
import { exchangeFailure } from "./exchange-failure";
import { settleSignup } from "./settle-signup";
import { toSignupView } from "./to-signup-view";
import type { SignupView } from "./view";

export const Code = z
  .string()
  .min(1)
  .max(4_000)
  .regex(/^[\x21-\x7e]+$/, "Send the code as FB.login gave it.");

export const ReceiveCode = z.strictObject({ signupId: Id, code: Code });

/**
 * Shorter than a code's 30 s, so that another process can take over from a dead one in time. Should the first one
 * only be slow, its token still counts: it replaces the failure of the second.
 */
const EXCHANGE_LEASE_MS = 20_000;
const SEAL_RETRY_MS = [200, 1_000, 2_000, 4_000, 8_000];
const WAIT_MAX_MS = 20_000;

/**
 * Half A. Exchanges the code at once, seals the token into the signup, and only then does anything else.
 * The same code again, at the same time or later, gets the same answer. Throws not_found, conflict (the code or
 * the signup belongs to another launch), provider_unavailable (post the same code again).
 */
export async function receiveCode(
  ctx: Context<TenantActor>,
  { signupId, code }: z.infer<typeof ReceiveCode>,
): Promise<SignupView> {
  const key = { tenantId: ctx.actor.tenantId, signupId };
  const codeHash = digest(code);
  const startedAt = Date.now();
  for (;;) {
    const now = ctx.now();
    const leaseUntil = new Date(now.getTime() + EXCHANGE_LEASE_MS);
    const claimed = await claimCode(ctx.db, { ...key, codeHash, now, leaseUntil }).catch(
      refuseForeignCode,
    );
    if (claimed) {
      const exchanged = await exchangeAndSeal(ctx, claimed, code);
      return toSignupView(ctx, exchanged.event ? await settleSignup(ctx, key) : exchanged);
    }
    const current = await findSignup(ctx.db, key);
    if (!current) throw notFound("signup");
    if (current.codeHash !== codeHash)
      throw new AppError("conflict", ANOTHER_CODE, { reason: "signup_over" });
    if (current.state !== "code_received" || current.sealedToken)
      return answerAgain(ctx, key, current);
    if (Date.now() - startedAt > WAIT_MAX_MS) throw unavailable();
    await delay(100);
  }
}

const ANOTHER_CODE = "This signup is over. Start again from the connect page.";
const REUSED_CODE = "This code was used before. Start again from the connect page.";

function answerAgain(
  ctx: Context<TenantActor>,
  key: SignupKey,
  row: SignupRow,
): Promise<SignupView> | SignupView {
  const isUnfinished = row.sealedToken && !row.connectionId && row.event && row.state !== "failed";
  return isUnfinished
    ? settleSignup(ctx, key).then((settled) => toSignupView(ctx, settled))
    : toSignupView(ctx, row);
}

async function exchangeAndSeal(
  ctx: Context<TenantActor>,
  signup: SignupAnswer,
  code: string,
): Promise<SignupAnswer> {
  const { id: signupId, tenantId } = signup;
  const key = { tenantId, signupId, codeHash: digest(code) };
  if (!ctx.meta) throw new AppError("not_configured", "Connecting is switched off.");
  let business: BusinessToken;
  try {
    business = await exchangeCode(ctx.meta, code);
  } catch (error) {
    if (!(error instanceof MetaError)) throw error;
    return failExchange(ctx, key, { code: exchangeFailure(error), detail: error.detail });
  }
  return keepTrying(ctx, () => seal(ctx, key, business));
}

type CodeKey = SignupKey & { codeHash: string };

async function seal(
  ctx: Context<TenantActor>,
  key: CodeKey,
  business: BusinessToken,
): Promise<SignupAnswer> {
  const { tenantId, signupId } = key;
  const { token, expiresInSeconds } = business;
  const sealedToken = await ctx.vault.seal(token, { tenantId, rowId: signupId });
  return ctx.db.transaction(async (tx) => {
    const now = ctx.now();
    const tokenExpiresAt = expiresInSeconds
      ? new Date(now.getTime() + expiresInSeconds * 1000)
      : null;
    const stored = await endExchange(tx, {
      ...key,
      change: {
        state: "code_received",
        sealedToken,
        tokenExpiresAt,
        exchangedAt: now,
        failureCode: null,
        failureDetail: null,
        updatedAt: now,
      },
    });
    if (!stored) throw new AppError("conflict", ANOTHER_CODE, { reason: "signup_over" });
    await recordAudit(tx, ctx, {
      action: "signup.token_sealed",
      tenantId,
      subjectId: signupId,
      detail: { fingerprint: fingerprint(token) },
    });
    return stored;
  });
}

/** The code is spent and this process alone holds its token, so a database that stumbles is asked again. */
async function keepTrying<T>(ctx: Context, work: () => Promise<T>): Promise<T> {
  for (const pauseMs of SEAL_RETRY_MS) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof AppError) throw error;
      log().warn(
        { err: error, requestId: ctx.requestId, party: "perch" },
        "a token could not be stored yet",
      );
      await delay(pauseMs);
    }
  }
  return work();
}

async function failExchange(
  ctx: Context<TenantActor>,
  key: CodeKey,
  failure: Failure,
): Promise<SignupAnswer> {
  const { tenantId, signupId } = key;
  const isFinal = failure.code !== "meta_unavailable";
  const failed = await ctx.db.transaction(async (tx) => {
    const change = {
      ...(isFinal ? { state: "failed" as const } : {}),
      failureCode: failure.code,
      failureDetail: failure.detail ?? null,
      updatedAt: ctx.now(),
    };
    const row = await endExchange(tx, { ...key, change });
    if (row && isFinal) {
      await moveLinkToFailed(tx, ctx, row);
      const detail = { failureCode: failure.code };
      await recordAudit(tx, ctx, {
        action: "signup.failed",
        tenantId,
        subjectId: signupId,
        detail,
      });
    }
    return row;
  });
  if (!isFinal || !failed) throw unavailable();
  return failed;
}

function unavailable(): AppError {
  return new AppError("provider_unavailable", "Meta did not answer. Send the same code again.", {
    reason: "meta_unavailable",
    retryAfterSeconds: 1,
  });
}

function refuseForeignCode(error: unknown): never {
  if (isUniqueViolation(error))
    throw new AppError("conflict", REUSED_CODE, { reason: "code_used" });
  throw error;
}
