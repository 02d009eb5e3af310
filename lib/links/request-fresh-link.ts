import { requestFreshLink as markRequested } from "@/db/queries/links";
import { recordAudit } from "@/lib/audit/record-audit";
import { consumeLimit } from "@/lib/auth/rate-limits";
import { resolveLink } from "@/lib/auth/resolve-link";
import type { Context } from "@/lib/context";
import { announceJourney } from "./announce-journey";

/**
 * Notes, once, that the holder of an expired link asks for a fresh one; operators see it and answer. For a secret of
 * another kind nothing happens, and nothing is told of it. Throws too_many_requests.
 */
export async function requestFreshLink(
  ctx: Context,
  { secret }: { secret: string },
): Promise<void> {
  const now = ctx.now();
  await consumeLimit(ctx.db, "fresh_link_ip", ctx.ip ?? "unknown");
  const { standing, link } = await resolveLink(ctx.db, secret, now);
  if (standing !== "expired") return;
  const { id: linkId, tenantId } = link;
  await consumeLimit(ctx.db, "fresh_link", linkId);
  await ctx.db.transaction(async (tx) => {
    const asked = await markRequested(tx, { tenantId, linkId, now });
    if (!asked) return;
    await recordAudit(tx, ctx, { action: "link.requested", tenantId, subjectId: linkId });
    await announceJourney(tx);
  });
}
