import { z } from "zod";
import { moveRole } from "@/db/queries/operators";
import { findUser } from "@/db/queries/users";
import { recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Operator } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { Id } from "@/lib/ids";
import { requireAnotherOwner } from "./last-owner";
import { Role } from "./roles";

export const ChangeRole = z.strictObject({ userId: Id, role: Role });

/** Gives an operator another role. Throws forbidden (all but owners), not_found, and conflict for the last owner. */
export async function changeRole(
  ctx: Context<Operator>,
  { userId, role }: z.infer<typeof ChangeRole>,
): Promise<void> {
  requireRole(ctx, "owner");
  await ctx.db.transaction(async (tx) => {
    if (role !== "owner") await requireAnotherOwner(tx, userId);
    const from = (await findUser(tx, userId))?.role;
    if (!from) throw notFound("operator");
    if (from === role) return;
    if (!(await moveRole(tx, { userId, from, to: role })))
      throw new AppError("conflict", "This role has just been changed. Reload the page.");
    await recordAudit(tx, ctx, {
      action: "operator.role_changed",
      subjectId: userId,
      detail: { from, to: role },
    });
  });
}
