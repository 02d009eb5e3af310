import { moveShare, type ShareRow } from "@/db/queries/shares";
import type { SignupRow } from "@/db/queries/signups";
import { recoverSignup } from "@/db/queries/waiting-signups";
import { recordAudit } from "@/lib/audit/record-audit";
import type { Context } from "@/lib/context";
import { settleSignup } from "@/lib/signups/settle-signup";
import { fingerprint } from "@/lib/vault/digest";

type Tie = {
  signup: Pick<SignupRow, "id" | "tenantId" | "event" | "eventData">;
  phoneNumberId: string | undefined;
  token: string;
};

/**
 * Gives a shared account to the signup it belongs to: the token is sealed there, and from then on it goes as if the
 * browser had brought it, the proof by use included. False when the signup or the sharing has moved on.
 */
export async function tieShare(
  ctx: Context,
  share: ShareRow,
  { signup, phoneNumberId, token }: Tie,
): Promise<boolean> {
  const key = { tenantId: signup.tenantId, signupId: signup.id };
  const sealedToken = await ctx.vault.seal(token, { tenantId: signup.tenantId, rowId: signup.id });
  const isTied = await ctx.db.transaction(async (tx) => {
    const now = ctx.now();
    const recovered = await recoverSignup(tx, key, {
      sealedToken,
      event: signup.event ?? "FINISH",
      eventData: signup.event
        ? signup.eventData
        : { wabaIds: [share.wabaId], phoneNumberId, businessId: share.ownerBusinessId },
      exchangedAt: now,
      updatedAt: now,
    });
    if (!recovered) return false;
    const change = { tenantId: signup.tenantId, signupId: signup.id, updatedAt: now };
    if (!(await moveShare(tx, share, { ...change, state: "tied" }))) throw new Error("moved on");
    await recordAudit(tx, ctx, {
      action: "signup.recovered",
      tenantId: signup.tenantId,
      subjectId: signup.id,
      detail: { wabaId: share.wabaId, source: share.source, fingerprint: fingerprint(token) },
    });
    return true;
  });
  if (isTied) await settleSignup(ctx, key, { again: true });
  return isTied;
}
