import type { z } from "zod";
import { findLinkAnywhere } from "@/db/queries/links";
import { lockTenant } from "@/db/queries/tenants";
import { requireRole } from "@/lib/auth/require-role";
import type { Context } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { canMail, countLinkMail, type LinkMail, mailLink } from "./mail-link";
import { type MadeLink, makeLink } from "./make-link";
import { isReturnUrl, readReturnOrigins } from "./return-urls";
import type { LinkRef } from "./revoke-link";

/**
 * Gives the customer of an expired link the fresh one that they asked for: the same settings, mailed to the same
 * address if there is one. Throws forbidden, not_found, conflict (answered already), too_many_requests (mails).
 */
export async function answerLinkRequest(
  ctx: Context,
  { linkId }: z.infer<typeof LinkRef>,
): Promise<MadeLink & { mail: LinkMail }> {
  requireRole(ctx, "admin");
  const { made, hasEmail } = await ctx.db.transaction(async (tx) => {
    const asked = await findLinkAnywhere(tx, linkId);
    const tenant = asked && (await lockTenant(tx, asked.tenantId));
    // Read again: whoever held the tenant before may have answered.
    const link = await findLinkAnywhere(tx, linkId);
    if (!link || !tenant) throw notFound("link");
    if (!link.requestedAt)
      throw new AppError("conflict", "This request has been answered. Reload to see the new link.");
    const { tenantId, purpose, email, expectedPhoneNumber, numberId, connectionId, metadata } =
      link;
    if (email && canMail(ctx)) await countLinkMail(tx, email);
    const origins = await readReturnOrigins(tx);
    const allowed = (url: string | null) => (url && isReturnUrl(url, origins) ? url : null);
    const fresh = await makeLink(ctx, tx, {
      ...{ tenantId, purpose, email, expectedPhoneNumber, numberId, connectionId, metadata },
      successUrl: allowed(link.successUrl),
      failureUrl: allowed(link.failureUrl),
      lifetimeMinutes: (link.expiresAt.getTime() - link.createdAt.getTime()) / 60_000,
      requestedBy: linkId,
    });
    return { made: fresh, hasEmail: email !== null };
  });
  return { ...made, mail: hasEmail ? await mailLink(ctx, made) : "not_asked" };
}
