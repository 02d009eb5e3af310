import { type ConnectionRow, updateConnection } from "@/db/queries/connections";
import { findSignup, type SignupRow } from "@/db/queries/signups";
import { recordAudit } from "@/lib/audit/record-audit";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import type { Failure } from "@/lib/failures";
import { justChanged } from "@/lib/lost-update";
import { announceConnection } from "./announce-connection";
import { bindConnection } from "./bind-connection";
import { recordTry } from "./record-try";
import { startAdvancing } from "./start-advancing";
import { type Claims, verifyGrant } from "./steps/verify-grant";

/**
 * Proves a waiting connection's grant again, for a chosen number or after the customer mended something at Meta.
 * Returns the connection that now holds the grant, which is another one when the number was connected before.
 */
export async function verifyConnection(
  ctx: Context,
  connection: ConnectionRow,
  phoneNumberId: string | undefined,
): Promise<ConnectionRow> {
  const { id: connectionId, tenantId, sealedToken } = connection;
  if (!ctx.meta || !sealedToken)
    throw new AppError("conflict", "Start again: this connection holds no permission any more.", {
      reason: "grant_lost",
    });
  const token = await ctx.vault.open(sealedToken, { tenantId, rowId: connectionId });
  const signup = await findSignup(ctx.db, { tenantId, signupId: connection.signupId });
  const outcome = await verifyGrant(ctx.meta, token, claimsOf(connection, signup, phoneNumberId));
  if (outcome.kind === "wait") {
    throw new AppError("provider_unavailable", "Meta did not answer. Try again in a moment.", {
      retryAfterSeconds: 5,
    });
  }
  if (outcome.kind === "refused") return block(ctx, connection, outcome);
  const bound = await ctx.db.transaction((tx) =>
    bindConnection(tx, ctx, {
      tenantId,
      signupId: connection.signupId,
      token,
      grant: outcome.grant,
      isSaidCoexistence: connection.isCoexistence,
      numberId: connection.numberId ?? signup?.numberId ?? undefined,
      linkId: signup?.linkId ?? undefined,
      before: connection,
      exchangedAt: signup?.exchangedAt ?? connection.createdAt,
    }),
  );
  if (!bound) return block(ctx, connection, { code: "number_taken" });
  startAdvancing(ctx, { tenantId, connectionId: bound.id });
  return bound;
}

function claimsOf(
  connection: ConnectionRow,
  signup: SignupRow | undefined,
  phoneNumberId: string | undefined,
): Claims {
  const choice = connection.choices?.find((candidate) => candidate.phoneNumberId === phoneNumberId);
  return {
    wabaIds: [choice?.wabaId ?? connection.wabaId],
    phoneNumberId: phoneNumberId ?? connection.phoneNumberId ?? undefined,
    phoneNumber: signup?.phoneNumber ?? undefined,
    expectedPhoneNumber: signup?.expectedPhoneNumber ?? undefined,
  };
}

async function block(
  ctx: Context,
  connection: ConnectionRow,
  failure: Failure,
): Promise<ConnectionRow> {
  const { id: connectionId, tenantId } = connection;
  return ctx.db.transaction(async (tx) => {
    const now = ctx.now();
    const blocked = await updateConnection(tx, connection, {
      state: "action_required",
      failureCode: failure.code,
      failureDetail: failure.detail ?? null,
      updatedAt: now,
    });
    if (!blocked) throw justChanged();
    const end = {
      state: "blocked" as const,
      failureCode: failure.code,
      failureDetail: failure.detail,
      startedAt: now,
      finishedAt: now,
    };
    await recordTry(tx, { tenantId, connectionId, step: "verify_grant", ...end });
    await recordAudit(tx, ctx, {
      action: "connection.blocked",
      tenantId,
      subjectId: connectionId,
      detail: { failureCode: failure.code },
    });
    await announceConnection(tx, blocked);
    return blocked;
  });
}
