import type { z } from "zod";
import { clearRole } from "@/db/queries/operators";
import { deletePasswordTokens } from "@/db/queries/password-tokens";
import { findUser } from "@/db/queries/users";
import { recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import { revokeSessionsOfUser } from "@/lib/auth/revoke-sessions-of-user";
import type { Context, Operator } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { requireAnotherOwner } from "./last-owner";
import type { OperatorRef } from "./roles";

/**
 * Takes an operator's role, password, links and sessions; what they did stays in the audit log. Throws forbidden (all
 * but owners), not_found, and conflict for the last owner.
 */
export async function removeOperator(
  ctx: Context<Operator>,
  { userId }: z.infer<typeof OperatorRef>,
): Promise<void> {
  requireRole(ctx, "owner");
  await ctx.db.transaction(async (tx) => {
    await requireAnotherOwner(tx, userId);
    const role = (await findUser(tx, userId))?.role;
    if (!role || !(await clearRole(tx, userId))) throw notFound("operator");
    await deletePasswordTokens(tx, userId);
    await recordAudit(tx, ctx, {
      action: "operator.removed",
      subjectId: userId,
      detail: { role },
    });
    await revokeSessionsOfUser({ ...ctx, db: tx }, { userId });
  });
}
