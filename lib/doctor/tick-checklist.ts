import { z } from "zod";
import { saveTick } from "@/db/queries/doctor-settings";
import { findUser } from "@/db/queries/users";
import { recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Operator } from "@/lib/context";
import { CHECKLIST } from "./checklist";

export const TickChecklist = z.strictObject({
  item: z.enum(CHECKLIST),
  ticked: z.enum(["true", "false"]),
});

/** Ticks an item of the checklist off, with name and time, or takes the tick back. Throws forbidden (viewers). */
export async function tickChecklist(
  ctx: Context<Operator>,
  { item, ticked }: z.infer<typeof TickChecklist>,
): Promise<void> {
  requireRole(ctx, "admin");
  const now = ctx.now();
  const isTicked = ticked === "true";
  await ctx.db.transaction(async (tx) => {
    const user = await findUser(tx, ctx.actor.userId);
    const by = user?.name || user?.email || ctx.actor.userId;
    await saveTick(tx, { item, tick: isTicked ? { at: now.toISOString(), by } : undefined, now });
    const action = isTicked ? "checklist.ticked" : "checklist.unticked";
    await recordAudit(tx, ctx, { action, subjectId: item });
  });
}
