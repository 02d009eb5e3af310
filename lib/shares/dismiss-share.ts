import { z } from "zod";
import { findShare, moveShare } from "@/db/queries/shares";
import { recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Operator } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { Id } from "@/lib/ids";

export const DismissShare = z.strictObject({ shareId: Id });

/** An operator says that a shared account is nobody's here. Throws not_found, forbidden (viewers), conflict. */
export async function dismissShare(
  ctx: Context<Operator>,
  { shareId }: z.infer<typeof DismissShare>,
): Promise<void> {
  requireRole(ctx, "admin");
  const share = await findShare(ctx.db, shareId);
  if (!share) throw notFound("sharing");
  await ctx.db.transaction(async (tx) => {
    const isMoved =
      share.state === "offered" &&
      (await moveShare(tx, share, { state: "dismissed", updatedAt: ctx.now() }));
    if (!isMoved) throw new AppError("conflict", "This has been decided already.");
    const detail = { wabaId: share.wabaId };
    await recordAudit(tx, ctx, { action: "share.dismissed", subjectId: shareId, detail });
  });
}
