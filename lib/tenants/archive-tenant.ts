import { z } from "zod";
import {
  deleteSessionsOfTenant,
  lockAnyTenant,
  revokeLinksOfTenant,
  setArchived,
} from "@/db/queries/tenant-changes";
import { recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import { revokeSessionsOfLink } from "@/lib/auth/revoke-sessions-of-link";
import type { Context, Staff } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { Id } from "@/lib/ids";

export const ArchiveTenant = z.strictObject({ tenantId: Id });

/**
 * Puts a tenant away: its live links are revoked, its people signed out, and no new link can be made. Connections go
 * on as they are. Of one that is archived already nothing is asked. Throws forbidden, not_found.
 */
export async function archiveTenant(
  ctx: Context<Staff>,
  { tenantId }: z.infer<typeof ArchiveTenant>,
): Promise<{ revokedLinks: number }> {
  requireRole(ctx, "admin", "tenants:write");
  const now = ctx.now();
  return ctx.db.transaction(async (tx) => {
    // Whoever makes a link holds the tenant as well, so none can slip in between.
    if (!(await lockAnyTenant(tx, tenantId))) throw notFound("tenant");
    if (!(await setArchived(tx, { tenantId, at: now, now }))) return { revokedLinks: 0 };
    const revoked = await revokeLinksOfTenant(tx, { tenantId, now });
    for (const { id: linkId } of revoked)
      await revokeSessionsOfLink({ ...ctx, db: tx }, { tenantId, linkId });
    const sessions = await deleteSessionsOfTenant(tx, tenantId);
    await recordAudit(tx, ctx, {
      action: "tenant.archived",
      tenantId,
      subjectId: tenantId,
      detail: { links: revoked.map(({ id }) => id), sessions },
    });
    return { revokedLinks: revoked.length };
  });
}
