import { type ConnectionRow, lockConnection, updateConnection } from "@/db/queries/connections";
import type { DisconnectProof } from "@/db/schema/connections";
import { recordAudit } from "@/lib/audit/record-audit";
import type { Context } from "@/lib/context";
import type { Failure } from "@/lib/failures";
import { announceConnection } from "./announce-connection";
import type { Pass } from "./pass";
import { LeaseLostError } from "./steps/step";

/** The PIN stays, sealed: the number keeps it at Meta, and can be registered with no other. */
const WIPED = { sealedToken: null, tokenFingerprint: null, tokenExpiresAt: null };

/** Else the same token, bound again, would find its steps done and its fingerprint known. */
const NOTHING_LEFT = {
  ...WIPED,
  connectorId: null,
  connectorFingerprint: null,
  installedAt: null,
  channelId: null,
  channelStatus: null,
  channelUpdatedAt: null,
  messageHooks: {},
  health: null,
  healthCheckedAt: null,
  healthDueAt: null,
  failureCode: null,
  failureDetail: null,
};

/**
 * Writes how far a disconnection is, and for operators what holds it up. Once every part has ended, the connection is
 * disconnected. Throws LeaseLostError.
 */
export async function noteDisconnect(
  ctx: Context,
  pass: Pass,
  { proof, failure }: { proof: DisconnectProof; failure?: Failure | undefined },
): Promise<void> {
  const { connector, subscription, token } = proof;
  const isOver = connector && subscription && token;
  await ctx.db.transaction(async (tx) => {
    const current = await lockConnection(tx, pass.key);
    if (!current || current.leaseId !== pass.lease.leaseId) throw new LeaseLostError();
    const now = ctx.now();
    // Meta's word of a removal has the time already.
    const at = current.disconnectedAt ?? now;
    const moved = await updateConnection(tx, current, {
      disconnectProof: proof,
      ...(failure && { failureCode: failure.code, failureDetail: failure.detail ?? null }),
      ...(token && WIPED),
      ...(isOver && { ...nothingLeft(current, proof), state: "disconnected", disconnectedAt: at }),
      updatedAt: now,
    });
    if (!moved) throw new LeaseLostError();
    const { disconnectReason: reason, tenantId, id: subjectId } = current;
    const { connectorId, wabaId, phoneNumberId } = current;
    const ended = { connector, subscription, tokenState: token, at: at.toISOString() };
    const detail = { reason, ...ended, connectorId, wabaId, phoneNumberId };
    const action = "connection.disconnected";
    if (isOver) await recordAudit(tx, ctx, { action, tenantId, subjectId, detail });
    await announceConnection(tx, moved);
  });
}

/** A connector that may be there still must not be taken for one that holds the token of a later grant. */
function nothingLeft({ connectorFingerprint }: ConnectionRow, { connector }: DisconnectProof) {
  return { ...NOTHING_LEFT, ...(connector === "unreachable" && { connectorFingerprint }) };
}
