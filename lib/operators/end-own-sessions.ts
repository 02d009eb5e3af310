import { z } from "zod";
import { deleteOtherSessions, listOwnSessions } from "@/db/queries/operators";
import { recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import { revokeSession } from "@/lib/auth/revoke-session";
import type { Context, Operator } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { fingerprint } from "@/lib/vault/digest";

export const EndSession = z.strictObject({ session: z.string().regex(/^[0-9a-f]{12}$/) });

/** Ends one of the signed-in operator's own sessions. Throws forbidden, not_found for anybody else's. */
export async function endOwnSession(
  ctx: Context<Operator>,
  { session }: z.infer<typeof EndSession>,
): Promise<void> {
  requireRole(ctx, "viewer");
  const own = await listOwnSessions(ctx.db, ctx.actor.userId, ctx.now());
  const found = own.find(({ sessionId }) => fingerprint(sessionId) === session);
  if (!found || !(await revokeSession(ctx, { sessionId: found.sessionId })))
    throw notFound("session");
}

/** Ends every session of the signed-in operator but this one. Throws forbidden. */
export async function endOtherSessions(ctx: Context<Operator>): Promise<{ ended: number }> {
  requireRole(ctx, "viewer");
  const { userId, sessionId } = ctx.actor;
  return ctx.db.transaction(async (tx) => {
    const ended = await deleteOtherSessions(tx, { userId, keep: sessionId });
    await recordAudit(tx, ctx, {
      action: "session.revoked_others",
      subjectId: userId,
      detail: { sessions: ended },
    });
    return { ended };
  });
}
