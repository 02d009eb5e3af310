import { type ConnectionRow, lockConnection, updateConnection } from "@/db/queries/connections";
import type { DisconnectReason } from "@/db/schema/connections";
import type { Db } from "@/db/types";
import { recordAudit } from "@/lib/audit/record-audit";
import type { Context } from "@/lib/context";
import { announceConnection } from "./announce-connection";
import { putAdvance } from "./pass";
import { HOLDING_STATES } from "./states";

type Loss = {
  reason: Extract<DisconnectReason, "removed_at_meta" | "deleted_at_meta">;
  at: Date;
  /** What Meta said about it. */
  facts: Record<string, unknown>;
};

/**
 * Wipes the token of a connection whose account is out of reach, and has what is at Bird taken back; one that is being
 * taken down already goes on. Undefined, with nothing changed, when the connection was given another token since it
 * was read, or is over already. Call it in a transaction, and startAdvancing after it.
 */
export async function loseAccess(
  tx: Db,
  ctx: Context,
  { connection, reason, at, facts }: Loss & { connection: ConnectionRow },
): Promise<ConnectionRow | undefined> {
  const { id: connectionId, tenantId } = connection;
  const key = { tenantId, connectionId };
  const current = await lockConnection(tx, key);
  if (!current || current.sealedToken !== connection.sealedToken) return undefined;
  if (!HOLDING_STATES.some((state) => state === current.state)) return undefined;
  const pending = current.disconnectRequestedAt && current.disconnectProof;
  const subscription = pending?.subscription ?? "unreachable";
  // The turn is not taken away: a connector that is being made must be there before it is looked for.
  const lost = await updateConnection(tx, current, {
    disconnectRequestedAt: current.disconnectRequestedAt ?? ctx.now(),
    disconnectedAt: at,
    disconnectReason: reason,
    disconnectProof: { ...pending, subscription, token: "wiped" },
    sealedToken: null,
    // What a step under way finds out with the old token no longer counts.
    tokenFingerprint: null,
    tokenExpiresAt: null,
    ...(!pending && { failureCode: null, failureDetail: null }),
    healthDueAt: null,
    notices: { ...current.notices, removed: { ...facts, at: at.toISOString() } },
    updatedAt: ctx.now(),
  });
  if (!lost) return undefined;
  await putAdvance(ctx, tx, key);
  await recordAudit(tx, ctx, {
    action: "connection.access_lost",
    tenantId,
    subjectId: connectionId,
    detail: { reason, at: at.toISOString() },
  });
  await announceConnection(tx, lost);
  return lost;
}
