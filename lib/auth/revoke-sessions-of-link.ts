import { deleteSessionsOfLink } from "@/db/queries/sessions";
import type { Db } from "@/db/types";
import { type AuditContext, recordAudit } from "@/lib/audit/record-audit";

type RevokeContext = AuditContext & { db: Db };

/**
 * Ends every session that a link opened; pass the transaction that revokes the link as `ctx.db`.
 * Returns how many sessions ended. The caller decides who may ask for it.
 */
export async function revokeSessionsOfLink(
  ctx: RevokeContext,
  { tenantId, linkId }: { tenantId: string; linkId: string },
): Promise<number> {
  return ctx.db.transaction(async (tx) => {
    const ended = await deleteSessionsOfLink(tx, { tenantId, linkId });
    await recordAudit(tx, ctx, {
      action: "session.revoked_with_link",
      tenantId,
      subjectId: linkId,
      detail: { sessions: ended },
    });
    return ended;
  });
}
