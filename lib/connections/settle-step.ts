import { endStep } from "@/db/queries/connection-steps";
import {
  type ConnectionRow,
  listSteps,
  lockConnection,
  type StepRow,
  updateConnection,
} from "@/db/queries/connections";
import { insertStepAttempt } from "@/db/queries/step-attempts";
import { requeueUnmatched } from "@/db/queries/webhook-events";
import type { Db } from "@/db/types";
import { recordAudit } from "@/lib/audit/record-audit";
import type { Context } from "@/lib/context";
import { attemptsMaxOf, FAILURES, type FailureCode } from "@/lib/failures";
import { log } from "@/lib/log";
import { announceConnection } from "./announce-connection";
import type { Pass } from "./pass";
import { backoffMs, type EngineStep, standing } from "./plan";
import { LeaseLostError, type Outcome } from "./steps/step";

/** Once its quick tries are used up, what Perch tries again by itself is tried at this pace for good. */
const SLOW_MS = 30 * 60_000;

export type Attempted = {
  pass: Pass;
  /** As it was when the attempt began. */
  connection: ConnectionRow;
  step: EngineStep;
  row: StepRow | undefined;
  outcome: Outcome;
};

/** Writes what an attempt led to, for the step and the connection, in one transaction. Throws LeaseLostError. */
export async function settleStep(ctx: Context, attempted: Attempted): Promise<void> {
  const { pass, connection, step, outcome } = attempted;
  const settled = await ctx.db.transaction(async (tx) => {
    const current = await lockConnection(tx, pass.key);
    const isOurs = current?.leaseId === pass.lease.leaseId;
    // What was found out with an older token says nothing of the new one.
    if (!isOurs || current.tokenFingerprint !== connection.tokenFingerprint) return undefined;
    const ended = await endStep(tx, { ...pass.key, step, change: stepChange(ctx, attempted) });
    if (ended) await keepAttempt(tx, ctx, { ended, attempted });
    if (outcome.heldIn && (await requeueUnmatched(tx, outcome.heldIn)) > 0)
      await ctx.jobs.put(tx, { queue: "process_webhooks", key: outcome.heldIn, data: {} });
    return moveConnection(tx, ctx, { current, attempted });
  });
  if (!settled) throw new LeaseLostError();
  const { kind } = outcome;
  const failure = "code" in outcome ? { code: undefined, failureCode: outcome.code } : {};
  log()[kind === "blocked" ? "warn" : "info"](
    {
      ...pass.key,
      step,
      outcome: kind,
      ...failure,
      requestId: ctx.requestId,
      detail: "detail" in outcome ? outcome.detail : undefined,
    },
    "step tried",
  );
}

type Ended = { ended: StepRow; attempted: Attempted };

/** The row of the step tells of its last try only; for support, each is kept. */
async function keepAttempt(tx: Db, ctx: Context, { ended, attempted }: Ended): Promise<void> {
  const { pass, step, outcome } = attempted;
  const now = ctx.now();
  await insertStepAttempt(tx, {
    ...pass.key,
    step,
    attempt: ended.attempts,
    outcome: outcome.kind,
    failureCode: "code" in outcome ? outcome.code : null,
    failureDetail: ("detail" in outcome && outcome.detail) || null,
    startedAt: ended.startedAt ?? now,
    finishedAt: now,
  });
}

type Failed = { code: FailureCode; retryAfterMs?: number | undefined };

function stepChange(
  ctx: Context,
  { row, outcome }: Attempted,
): Parameters<typeof endStep>[1]["change"] {
  const now = ctx.now();
  const clean = { failures: 0, failureCode: null, failureDetail: null, notBefore: null };
  switch (outcome.kind) {
    case "done":
    case "skipped":
      return { ...clean, state: outcome.kind, finishedAt: now };
    case "wait":
      return { ...clean, state: "waiting", notBefore: outcome.until, finishedAt: null };
    case "retry": {
      const failures = (row?.failures ?? 0) + 1;
      const isLast = failures >= attemptsMaxOf(outcome.code);
      const at = new Date(now.getTime() + backoffMs(failures, outcome.retryAfterMs));
      return {
        state: isLast ? "blocked" : "waiting",
        failures,
        failureCode: outcome.code,
        failureDetail: outcome.detail ?? null,
        notBefore: isLast ? resumeAt(outcome, now) : at,
        finishedAt: isLast ? now : null,
      };
    }
    case "blocked":
      return {
        state: "blocked",
        failures: (row?.failures ?? 0) + 1,
        failureCode: outcome.code,
        failureDetail: outcome.detail ?? null,
        notBefore: outcome.retryAt ?? resumeAt(outcome, now),
        finishedAt: now,
      };
  }
}

/** When a blocked step goes on by itself, which it does wherever people are told that they need not do anything. */
function resumeAt({ code, retryAfterMs = 0 }: Failed, now: Date): Date | null {
  const isAutomatic = FAILURES[code].retry === "auto";
  return isAutomatic ? new Date(now.getTime() + Math.max(SLOW_MS, retryAfterMs)) : null;
}

type Change = NonNullable<Outcome["change"]>;
type Move = { current: ConnectionRow; attempted: Attempted };

async function moveConnection(tx: Db, ctx: Context, { current, attempted }: Move) {
  const { pass } = attempted;
  const now = ctx.now();
  const { state, failure } = standing(current, await listSteps(tx, pass.key));
  const isNewlyConnected = state === "connected" && !current.connectedAt;
  const moved = await updateConnection(tx, current, {
    ...withoutOld(attempted, current),
    state,
    failureCode: failure?.code ?? null,
    failureDetail: failure?.detail ?? null,
    ...(isNewlyConnected && { connectedAt: now }),
    updatedAt: now,
  });
  if (!moved) return undefined;
  if (moved.state !== current.state) {
    await recordAudit(tx, ctx, {
      action: `connection.${moved.state}`,
      tenantId: current.tenantId,
      subjectId: current.id,
      detail: { from: current.state, failureCode: moved.failureCode },
    });
  }
  if (isAccessLost(moved, current)) {
    await recordAudit(tx, ctx, {
      action: "connection.access_lost",
      tenantId: current.tenantId,
      subjectId: current.id,
      detail: { failureCode: moved.failureCode, at: now.toISOString() },
    });
  }
  await announceConnection(tx, moved);
  return moved;
}

/** Meta says that the permission is gone, and with this attempt the token went or the connection stopped. */
function isAccessLost(moved: ConnectionRow, current: ConnectionRow): boolean {
  const { failureCode, state, sealedToken } = moved;
  if (failureCode !== "permission_lost" && failureCode !== "permission_expired") return false;
  return state !== current.state || sealedToken !== current.sealedToken;
}

/** A webhook may have told of the channel, or asked for a reading, during the attempt; the newer word stays. */
function withoutOld({ connection, outcome }: Attempted, current: ConnectionRow): Change {
  const change = { ...outcome.change };
  if (current.healthDueAt?.getTime() !== connection.healthDueAt?.getTime())
    delete change.healthDueAt;
  const { channelUpdatedAt: knownAt } = current;
  if (!knownAt || !change.channelUpdatedAt || change.channelUpdatedAt >= knownAt) return change;
  const { channelId: _id, channelStatus: _status, channelUpdatedAt: _at, ...rest } = change;
  return rest;
}
