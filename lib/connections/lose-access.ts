import { type ConnectionRow, lockConnection, updateConnection } from "@/db/queries/connections";
import type { DisconnectReason } from "@/db/schema/connections";
import type { Db } from "@/db/types";
import { recordAudit } from "@/lib/audit/record-audit";
import type { Context } from "@/lib/context";
import { announceConnection } from "./announce-connection";
import { HOLDING_STATES } from "./states";

type Loss = {
  reason: Extract<DisconnectReason, "removed_at_meta" | "deleted_at_meta">;
  at: Date;
  /** What Meta said about it. */
  facts: Record<string, unknown>;
};

/**
 * Ends a connection whose account is out of reach, and wipes its token. Undefined, with nothing changed, when the
 * connection was given another token since it was read, or is over already. Call it in a transaction.
 */
export async function loseAccess(
  tx: Db,
  ctx: Context,
  { connection, reason, at, facts }: Loss & { connection: ConnectionRow },
): Promise<ConnectionRow | undefined> {
  const { id: connectionId, tenantId } = connection;
  const current = await lockConnection(tx, { tenantId, connectionId });
  if (!current || current.sealedToken !== connection.sealedToken) return undefined;
  if (!HOLDING_STATES.some((state) => state === current.state)) return undefined;
  const lost = await updateConnection(tx, current, {
    state: "disconnected",
    disconnectedAt: at,
    disconnectReason: reason,
    disconnectProof: { token: "wiped" },
    sealedToken: null,
    // A pass that is under way must not go on with what it has read.
    tokenFingerprint: null,
    tokenExpiresAt: null,
    leaseId: null,
    leaseUntil: null,
    sealedPin: null,
    failureCode: null,
    failureDetail: null,
    healthDueAt: null,
    notices: { ...current.notices, removed: { ...facts, at: at.toISOString() } },
    updatedAt: ctx.now(),
  });
  if (!lost) return undefined;
  await recordAudit(tx, ctx, {
    action: "connection.disconnected",
    tenantId,
    subjectId: connectionId,
    detail: { reason, at: at.toISOString() },
  });
  await announceConnection(tx, lost);
  return lost;
}
