import { deleteSessionsOfUser } from "@/db/queries/sessions";
import type { Db } from "@/db/types";
import { type AuditContext, recordAudit } from "@/lib/audit/record-audit";

type RevokeContext = AuditContext & { db: Db };

/** Signs a person out everywhere. Returns how many sessions ended. The caller decides who may ask for it. */
export async function revokeSessionsOfUser(
  ctx: RevokeContext,
  { userId }: { userId: string },
): Promise<number> {
  return ctx.db.transaction(async (tx) => {
    const ended = await deleteSessionsOfUser(tx, userId);
    await recordAudit(tx, ctx, {
      action: "session.revoked_everywhere",
      subjectId: userId,
      detail: { sessions: ended },
    });
    return ended;
  });
}
