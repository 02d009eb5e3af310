import { insertLink, type LinkRow, revokeLiveLinks } from "@/db/queries/links";
import type { Db } from "@/db/types";
import { recordAudit } from "@/lib/audit/record-audit";
import { revokeSessionsOfLink } from "@/lib/auth/revoke-sessions-of-link";
import type { Context } from "@/lib/context";
import { digest, newSecret } from "@/lib/vault/digest";

export const WEEK_MINUTES = 7 * 24 * 60;

/** `url` holds the secret, of which only a digest is kept: it can be shown now and never again. */
export type IssuedLink = { id: string; url: string; tenantId: string; expiresAt: string };

type NewLink = Pick<LinkRow, "tenantId" | "purpose"> &
  Partial<Pick<LinkRow, "email" | "expectedPhoneNumber" | "numberId" | "connectionId">> & {
    lifetimeMinutes: number;
  };

/**
 * Makes a link in the transaction of whoever may. It revokes the tenant's older ones for the same purpose and the
 * sessions that they opened; a caller that races others holds the tenant.
 */
export async function issueLink(
  tx: Db,
  ctx: Context,
  { lifetimeMinutes, ...row }: NewLink,
): Promise<IssuedLink> {
  const { tenantId, purpose } = row;
  const secret = newSecret();
  const now = ctx.now();
  const expiresAt = new Date(now.getTime() + lifetimeMinutes * 60_000);
  const revoked = await revokeLiveLinks(tx, { tenantId, purpose, now });
  for (const { id: linkId } of revoked)
    await revokeSessionsOfLink({ ...ctx, db: tx }, { tenantId, linkId });
  const { id } = await insertLink(tx, {
    ...row,
    secretHash: digest(secret),
    expiresAt,
    createdBy: ctx.actor.kind === "system" ? undefined : ctx.actor.userId,
    createdAt: now,
  });
  const detail = { expiresAt, purpose, revoked: revoked.map((link) => link.id) };
  await recordAudit(tx, ctx, { action: "link.created", tenantId, subjectId: id, detail });
  const url = `${ctx.env.appUrl}/c/${secret}`;
  return { id, url, tenantId, expiresAt: expiresAt.toISOString() };
}
