import { clearLinkRequests, insertLink, revokeLiveLinks } from "@/db/queries/links";
import type { Db } from "@/db/types";
import { actorIdOf, recordAudit } from "@/lib/audit/record-audit";
import { revokeSessionsOfLink } from "@/lib/auth/revoke-sessions-of-link";
import type { Context } from "@/lib/context";
import { digest, newSecret } from "@/lib/vault/digest";
import type { LinkPurpose } from "./states";

export const WEEK_MINUTES = 7 * 24 * 60;

export type LinkWish = {
  tenantId: string;
  purpose: LinkPurpose;
  email?: string | null | undefined;
  expectedPhoneNumber?: string | null | undefined;
  numberId?: string | null | undefined;
  connectionId?: string | null | undefined;
  successUrl?: string | null | undefined;
  failureUrl?: string | null | undefined;
  metadata?: Record<string, string> | undefined;
  lifetimeMinutes: number;
  /** The link whose customer asked for this one. */
  requestedBy?: string | undefined;
};

/** `url` holds the secret, of which only a digest is kept: it can be shown now and never again. */
export type MadeLink = { id: string; url: string; tenantId: string; expiresAt: string };

/**
 * Makes a link in the caller's transaction, which holds the tenant; the caller has asked for the role. Revokes the
 * tenant's live links of this purpose and the sessions they opened, and settles what its customer asked for.
 */
export async function makeLink(ctx: Context, tx: Db, wish: LinkWish): Promise<MadeLink> {
  const { lifetimeMinutes, requestedBy, ...values } = wish;
  const { tenantId, purpose } = values;
  const secret = newSecret();
  const now = ctx.now();
  const expiresAt = new Date(now.getTime() + lifetimeMinutes * 60_000);
  const revoked = await revokeLiveLinks(tx, { tenantId, purpose, now });
  for (const { id: linkId } of revoked)
    await revokeSessionsOfLink({ ...ctx, db: tx }, { tenantId, linkId });
  await clearLinkRequests(tx, { tenantId, purpose });
  const { id } = await insertLink(tx, {
    ...values,
    secretHash: digest(secret),
    expiresAt,
    createdBy: actorIdOf(ctx.actor),
    createdAt: now,
  });
  const detail = {
    purpose,
    expiresAt,
    revoked: revoked.map(({ id: older }) => older),
    ...(requestedBy && { requestedBy }),
  };
  await recordAudit(tx, ctx, { action: "link.created", tenantId, subjectId: id, detail });
  const url = `${ctx.env.appUrl}/c/${secret}`;
  return { id, url, tenantId, expiresAt: expiresAt.toISOString() };
}
