import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { offerShareAgain } from "@/db/queries/shares";
import {
  claimVerify,
  endVerify,
  findSignup,
  type SignupKey,
  type SignupRow,
} from "@/db/queries/signups";
import { recordAudit } from "@/lib/audit/record-audit";
import { bindConnection } from "@/lib/connections/bind-connection";
import { startAdvancing } from "@/lib/connections/start-advancing";
import { type Claims, type Grant, verifyGrant } from "@/lib/connections/steps/verify-grant";
import type { Context } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import type { Failure } from "@/lib/failures";
import { moveLinkToFailed } from "@/lib/links/move-link-to-failed";
import { isCoexistence } from "@/lib/meta/signup-event";
import type { SignupState } from "./states";

/** A dead verifier is replaced after this time; two at once do no harm, the first to end wins. */
const VERIFY_LEASE_MS = 15_000;
const WAIT_MAX_MS = 20_000;

/** The claims kept from the deciding session event, or what recovery found at Meta instead. */
export const ClaimedIds = z.object({
  wabaIds: z.array(z.string()).catch([]),
  phoneNumberId: z.string().optional().catch(undefined),
  businessId: z.string().optional().catch(undefined),
  /** The sharing that a recovered signup got its token of; a browser's event never has it. */
  shareId: z.string().optional().catch(undefined),
});

/**
 * Proves the grant of a signup whose token is sealed and makes its connection. Safe to call any number of times,
 * at once and after a crash: whoever comes second waits for the first one's answer. A failed signup is looked at
 * again only when asked to.
 */
export async function settleSignup(
  ctx: Context,
  key: SignupKey,
  { again = false }: { again?: boolean } = {},
): Promise<SignupRow> {
  const from: SignupState[] = ["code_received", "joined", ...(again ? ["failed" as const] : [])];
  const claim = () => {
    const now = ctx.now();
    const leaseUntil = new Date(now.getTime() + VERIFY_LEASE_MS);
    return claimVerify(ctx.db, { ...key, from, now, leaseUntil });
  };
  const claimed = await claim();
  if (claimed) return verifyAndBind(ctx, claimed);
  const startedAt = Date.now();
  for (;;) {
    const current = await findSignup(ctx.db, key);
    if (!current) throw notFound("signup");
    const lease = current.state === "joined" && !current.connectionId && current.verifyLeaseUntil;
    if (!lease || Date.now() - startedAt > WAIT_MAX_MS) return current;
    const takenOver = lease < ctx.now() ? await claim() : undefined;
    if (takenOver) return verifyAndBind(ctx, takenOver);
    await delay(100);
  }
}

async function verifyAndBind(ctx: Context, signup: SignupRow): Promise<SignupRow> {
  const key = { tenantId: signup.tenantId, signupId: signup.id, attempt: signup.verifyAttempts };
  const { meta } = ctx;
  if (!signup.sealedToken || !meta)
    throw new AppError("not_configured", "Connecting is switched off.");
  const token = await ctx.vault.open(signup.sealedToken, {
    tenantId: signup.tenantId,
    rowId: signup.id,
  });
  const outcome = await verifyGrant(meta, token, claimsOf(signup));
  switch (outcome.kind) {
    case "granted":
      return bind(ctx, { key, signup, token, grant: outcome.grant });
    case "refused":
      return fail(ctx, signup, {
        code: outcome.code,
        ...(outcome.detail && { detail: outcome.detail }),
      });
    case "wait":
      return postpone(ctx, key, { code: outcome.code, detail: outcome.detail });
  }
}

type Attempt = SignupKey & { attempt: number };
type Proven = { key: Attempt; signup: SignupRow; token: string; grant: Grant };

async function bind(ctx: Context, { key, signup, token, grant }: Proven): Promise<SignupRow> {
  const ended = await ctx.db
    .transaction(async (tx) => {
      const connection = await bindConnection(tx, ctx, {
        tenantId: signup.tenantId,
        signupId: signup.id,
        token,
        grant,
        isSaidCoexistence: isCoexistence(signup.event),
        numberId: signup.numberId ?? undefined,
        linkId: signup.linkId ?? undefined,
        before: undefined,
        exchangedAt: signup.exchangedAt ?? ctx.now(),
      });
      if (!connection) return undefined;
      const change = {
        connectionId: connection.id,
        sealedToken: null,
        failureCode: null,
        failureDetail: null,
      };
      const row = await endVerify(tx, key, { ...change, updatedAt: ctx.now() });
      if (!row) throw new SettledElsewhere();
      return row;
    })
    .catch(ignoreSettledElsewhere);
  if (ended === "elsewhere") return settledRow(ctx, key);
  if (ended?.connectionId)
    startAdvancing(ctx, { tenantId: key.tenantId, connectionId: ended.connectionId });
  return ended ?? fail(ctx, signup, { code: "number_taken" });
}

async function fail(ctx: Context, signup: SignupRow, failure: Failure): Promise<SignupRow> {
  const key = { tenantId: signup.tenantId, signupId: signup.id, attempt: signup.verifyAttempts };
  const isRecovered = ClaimedIds.parse(signup.eventData ?? {}).shareId !== undefined;
  const failed = await ctx.db.transaction(async (tx) => {
    const row = await endVerify(tx, key, {
      state: "failed",
      failureCode: failure.code,
      failureDetail: failure.detail ?? null,
      // The account is offered to others again, so its token must not stay with this one.
      ...(isRecovered && { sealedToken: null }),
      updatedAt: ctx.now(),
    });
    if (!row) return undefined;
    await moveLinkToFailed(tx, ctx, row);
    await offerShareAgain(tx, key, ctx.now());
    await recordAudit(tx, ctx, {
      action: "signup.failed",
      tenantId: key.tenantId,
      subjectId: key.signupId,
      detail: { failureCode: failure.code },
    });
    return row;
  });
  return failed ?? settledRow(ctx, key);
}

async function postpone(ctx: Context, key: Attempt, failure: Failure): Promise<SignupRow> {
  const change = {
    failureCode: failure.code,
    failureDetail: failure.detail ?? null,
    updatedAt: ctx.now(),
  };
  return (await endVerify(ctx.db, key, change)) ?? settledRow(ctx, key);
}

async function settledRow(ctx: Context, key: SignupKey): Promise<SignupRow> {
  const row = await findSignup(ctx.db, key);
  if (!row) throw notFound("signup");
  return row;
}

function claimsOf(signup: SignupRow): Claims {
  const claimed = ClaimedIds.parse(signup.eventData ?? {});
  return {
    wabaIds: claimed.wabaIds,
    phoneNumberId: claimed.phoneNumberId,
    phoneNumber: signup.phoneNumber ?? undefined,
    expectedPhoneNumber: signup.expectedPhoneNumber ?? undefined,
  };
}

/** Rolls the binding back: another verifier ended this signup first. */
class SettledElsewhere extends Error {}

function ignoreSettledElsewhere(error: unknown): "elsewhere" {
  if (error instanceof SettledElsewhere) return "elsewhere";
  throw error;
}
