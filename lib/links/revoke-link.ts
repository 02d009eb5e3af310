import { z } from "zod";
import { findLinkAnywhere, moveLink } from "@/db/queries/links";
import { recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import { revokeSessionsOfLink } from "@/lib/auth/revoke-sessions-of-link";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { Id } from "@/lib/ids";
import { announceJourney } from "./announce-journey";
import { linkEnded } from "./link-ended";

export const LinkRef = z.strictObject({ linkId: Id });

/**
 * Takes a link back for good, and ends the sessions that it opened; one that was taken back before stays so. Throws
 * forbidden, not_found, conflict (it has ended otherwise).
 */
export async function revokeLink(
  ctx: Context,
  { linkId }: z.infer<typeof LinkRef>,
): Promise<{ linkId: string }> {
  requireRole(ctx, "admin", "links:write");
  await ctx.db.transaction(async (tx) => {
    const link = await findLinkAnywhere(tx, linkId);
    if (!link) throw notFound("link");
    const { tenantId } = link;
    const revoked = await moveLink(tx, { tenantId, linkId, to: "revoked", now: ctx.now() });
    if (!revoked) {
      if ((await findLinkAnywhere(tx, linkId))?.state === "revoked") return;
      throw linkEnded();
    }
    await revokeSessionsOfLink({ ...ctx, db: tx }, { tenantId, linkId });
    await recordAudit(tx, ctx, { action: "link.revoked", tenantId, subjectId: linkId });
    await announceJourney(tx);
  });
  return { linkId };
}
