import { moveShare, type ShareRow } from "@/db/queries/shares";
import type { SignupRow } from "@/db/queries/signups";
import { recoverSignup } from "@/db/queries/waiting-signups";
import type { Db } from "@/db/types";
import { recordAudit } from "@/lib/audit/record-audit";
import type { Context } from "@/lib/context";
import { settleSignup } from "@/lib/signups/settle-signup";
import { fingerprint } from "@/lib/vault/digest";

type Tie = {
  signup: Pick<SignupRow, "id" | "tenantId" | "event">;
  /** Meta's id of the number in the account that is meant, where that is known. */
  phoneNumberId: string | undefined;
  token: string;
  /** Done first and in the same transaction, as to make the signup; undone when the sharing has moved on. */
  prepare?: (tx: Db) => Promise<unknown>;
};

/**
 * Gives a shared account to the signup it belongs to: the token is sealed there, and from then on it goes as if the
 * browser had brought it, the proof by use included. What the browser claimed gives way to what Meta told. False, with
 * nothing changed, when the signup or the sharing has moved on.
 */
export async function tieShare(
  ctx: Context,
  share: ShareRow,
  { signup, phoneNumberId, token, prepare }: Tie,
): Promise<boolean> {
  const key = { tenantId: signup.tenantId, signupId: signup.id };
  const sealedToken = await ctx.vault.seal(token, { tenantId: signup.tenantId, rowId: signup.id });
  const tie = async (tx: Db) => {
    const now = ctx.now();
    await prepare?.(tx);
    const recovered = await recoverSignup(tx, key, {
      sealedToken,
      event: signup.event ?? "FINISH",
      eventData: {
        wabaIds: [share.wabaId],
        phoneNumberId,
        businessId: share.ownerBusinessId,
        shareId: share.id,
      },
      exchangedAt: now,
      updatedAt: now,
    });
    if (!recovered) throw new MovedOn();
    const change = { tenantId: signup.tenantId, signupId: signup.id, updatedAt: now };
    if (!(await moveShare(tx, share, { ...change, state: "tied" }))) throw new MovedOn();
    await recordAudit(tx, ctx, {
      action: "signup.recovered",
      tenantId: signup.tenantId,
      subjectId: signup.id,
      detail: { wabaId: share.wabaId, source: share.source, fingerprint: fingerprint(token) },
    });
    return true;
  };
  const isTied = await ctx.db.transaction(tie).catch((error: unknown) => {
    if (error instanceof MovedOn) return false;
    throw error;
  });
  if (isTied) await settleSignup(ctx, key, { again: true });
  return isTied;
}

/** Rolls back: somebody else has decided on the sharing, or the signup went on without it. */
class MovedOn extends Error {}
