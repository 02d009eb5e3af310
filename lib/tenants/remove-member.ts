import { z } from "zod";
import { deleteMember, deleteSignInTokens, findMember } from "@/db/queries/members";
import { recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import { revokeSessionsOfUser } from "@/lib/auth/revoke-sessions-of-user";
import type { Context, Operator } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { Id } from "@/lib/ids";

export const MemberRef = z.strictObject({ tenantId: Id, userId: Id });

/**
 * Takes a person out of a tenant, signs them out everywhere and voids the sign-in links they were mailed. A customer
 * link that is still live lets its holder in again. Throws forbidden, not_found.
 */
export async function removeMember(
  ctx: Context<Operator>,
  { tenantId, userId }: z.infer<typeof MemberRef>,
): Promise<void> {
  requireRole(ctx, "admin");
  await ctx.db.transaction(async (tx) => {
    const member = await findMember(tx, { tenantId, userId });
    if (!member || !(await deleteMember(tx, { tenantId, userId }))) throw notFound("member");
    const sessions = await revokeSessionsOfUser({ ...ctx, db: tx }, { userId });
    if (member.email) await deleteSignInTokens(tx, member.email);
    await recordAudit(tx, ctx, {
      action: "member.removed",
      tenantId,
      subjectId: userId,
      detail: { sessions },
    });
  });
}
