import { deleteSession } from "@/db/queries/sessions";
import type { Db } from "@/db/types";
import { type AuditContext, recordAudit } from "@/lib/audit/record-audit";

type RevokeContext = AuditContext & { db: Db };

/** Ends one session, named by its stored digest. False when it had ended before. */
export async function revokeSession(
  ctx: RevokeContext,
  { sessionId }: { sessionId: string },
): Promise<boolean> {
  return ctx.db.transaction(async (tx) => {
    const ended = await deleteSession(tx, sessionId);
    if (!ended) return false;
    await recordAudit(tx, ctx, {
      action: "session.revoked",
      tenantId: ended.tenantId ?? undefined,
      subjectId: ended.userId,
    });
    return true;
  });
}
