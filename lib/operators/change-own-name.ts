import { z } from "zod";
import { setUserName } from "@/db/queries/operators";
import { recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Operator } from "@/lib/context";

export const ChangeOwnName = z.strictObject({
  name: z.string().trim().min(1, "Write your name.").max(100, "Use at most 100 characters."),
});

/** Changes the signed-in operator's name. Throws forbidden. */
export async function changeOwnName(
  ctx: Context<Operator>,
  { name }: z.infer<typeof ChangeOwnName>,
): Promise<void> {
  requireRole(ctx, "viewer");
  const { userId } = ctx.actor;
  await ctx.db.transaction(async (tx) => {
    await setUserName(tx, userId, name);
    await recordAudit(tx, ctx, { action: "operator.renamed", subjectId: userId, detail: { name } });
  });
}
