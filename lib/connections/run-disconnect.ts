import { countHolders, lockConnection, updateConnection } from "@/db/queries/connections";
import type { DisconnectProof } from "@/db/schema/connections";
import { recordAudit } from "@/lib/audit/record-audit";
import { BirdError } from "@/lib/bird/errors";
import type { Context } from "@/lib/context";
import { log } from "@/lib/log";
import { MetaError } from "@/lib/meta/errors";
import { unsubscribeApp } from "@/lib/meta/unsubscribe-app";
import { announceConnection } from "./announce-connection";
import { keepLease } from "./keep-lease";
import type { Pass } from "./pass";
import { backoffMs } from "./plan";
import { removeFromBird } from "./remove-from-bird";
import { LeaseLostError } from "./steps/step";

/** Meta gets this long to take back what it holds; then the token is wiped all the same. */
const META_PATIENCE_MS = 24 * 3_600_000;

/** Else the same token, bound again, would find its steps done and its fingerprint known. */
const NOTHING_LEFT = {
  sealedToken: null,
  tokenFingerprint: null,
  tokenExpiresAt: null,
  sealedPin: null,
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
 * Takes a number out of Bird, our app off its account, and the token out of the vault, in this order. Each part notes
 * how it ended, so that a pass that dies goes on with the rest.
 */
export async function runDisconnect(ctx: Context, pass: Pass): Promise<void> {
  const { connection } = pass;
  const proof: DisconnectProof = { ...connection.disconnectProof };
  if (proof.notBefore && new Date(proof.notBefore) > ctx.now()) return;
  delete proof.notBefore;
  try {
    proof.connector ??= await removeFromBird(ctx, pass);
    await note(ctx, pass, proof);
    proof.subscription ??= await leaveAccount(ctx, pass);
    await note(ctx, pass, { ...proof, token: "wiped" });
  } catch (error) {
    if (!(error instanceof MetaError || error instanceof BirdError)) throw error;
    const attempts = (proof.attempts ?? 0) + 1;
    const notBefore = new Date(ctx.now().getTime() + backoffMs(attempts)).toISOString();
    log().warn(
      { err: error, ...pass.key, detail: error.detail },
      "a part of a disconnection failed",
    );
    await note(ctx, pass, { ...proof, attempts, notBefore });
  }
}

/** The subscription is the account's: it stays while another number of it is connected here. */
async function leaveAccount(
  ctx: Context,
  pass: Pass,
): Promise<NonNullable<DisconnectProof["subscription"]>> {
  const { connection } = pass;
  const { id, tenantId, sealedToken, wabaId } = connection;
  if (!ctx.meta || !sealedToken) return "unreachable";
  if ((await countHolders(ctx.db, { wabaId, except: id })) > 0) return "shared";
  const token = await ctx.vault.open(sealedToken, { tenantId, rowId: id });
  await keepLease(ctx, pass);
  try {
    await unsubscribeApp(ctx.meta, token, wabaId);
    return "deleted";
  } catch (error) {
    if (!(error instanceof MetaError)) throw error;
    const since = connection.disconnectRequestedAt?.getTime() ?? 0;
    const isOutOfPatience = ctx.now().getTime() - since > META_PATIENCE_MS;
    if (error.isTemporary && !isOutOfPatience) throw error;
    return "unreachable";
  }
}

/** Writes what is done so far; with the token wiped, the connection is disconnected. */
async function note(ctx: Context, pass: Pass, proof: DisconnectProof): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const current = await lockConnection(tx, pass.key);
    if (!current || current.leaseId !== pass.lease.leaseId) throw new LeaseLostError();
    const now = ctx.now();
    const isOver = proof.token === "wiped";
    const moved = await updateConnection(tx, current, {
      disconnectProof: proof,
      ...(isOver && {
        state: "disconnected",
        disconnectedAt: now,
        ...NOTHING_LEFT,
      }),
      updatedAt: now,
    });
    if (!moved) throw new LeaseLostError();
    if (isOver) {
      const { connector, subscription } = proof;
      const detail = {
        reason: current.disconnectReason,
        connector,
        subscription,
        tokenState: "wiped",
      };
      const { tenantId, id: subjectId } = current;
      await recordAudit(tx, ctx, {
        action: "connection.disconnected",
        tenantId,
        subjectId,
        detail,
      });
    }
    await announceConnection(tx, moved);
  });
}
