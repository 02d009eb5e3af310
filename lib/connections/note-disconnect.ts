import { lockConnection, updateConnection } from "@/db/queries/connections";
import type { DisconnectProof } from "@/db/schema/connections";
import { recordAudit } from "@/lib/audit/record-audit";
import type { Context } from "@/lib/context";
import type { Failure } from "@/lib/failures";
import { announceConnection } from "./announce-connection";
import type { Pass } from "./pass";
import { LeaseLostError } from "./steps/step";

const WIPED = { sealedToken: null, tokenFingerprint: null, tokenExpiresAt: null, sealedPin: null };

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
      ...(isOver && { ...NOTHING_LEFT, state: "disconnected", disconnectedAt: at }),
      updatedAt: now,
    });
    if (!moved) throw new LeaseLostError();
    const { disconnectReason: reason, tenantId, id: subjectId } = current;
    const detail = { reason, connector, subscription, tokenState: token, at: at.toISOString() };
    const action = "connection.disconnected";
    if (isOver) await recordAudit(tx, ctx, { action, tenantId, subjectId, detail });
    await announceConnection(tx, moved);
  });
}
