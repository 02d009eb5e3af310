import { z } from "zod";
import { deleteSession, insertSession } from "@/db/queries/sessions";
import type { Db } from "@/db/types";
import { recordAudit } from "@/lib/audit/record-audit";
import { SESSION_LIFETIME_MS } from "@/lib/auth/lifetimes";
import { digest, newSecret } from "@/lib/vault/digest";

/** What a finished sign-in entitles to. With a tenant it is a member's session, without an operator's. */
export const SessionGrant = z.object({
  userId: z.uuid(),
  tenantId: z.uuid().optional(),
  linkId: z.uuid().optional(),
  method: z.enum(["password", "sso", "email", "link"]),
});
export type SessionGrant = z.infer<typeof SessionGrant>;

type Options = {
  now: Date;
  requestId: string | undefined;
  replacedToken: string | undefined;
  ip?: string | undefined;
  userAgent?: string | undefined;
};

/**
 * Opens a session and ends the one it replaces. Returns the token for the cookie; the database keeps
 * its digest only.
 */
export async function openSession(
  db: Db,
  grant: SessionGrant,
  { now, requestId, replacedToken, ip, userAgent }: Options,
): Promise<{ token: string; expires: Date }> {
  const { userId, tenantId, linkId, method } = grant;
  const token = newSecret();
  const expires = new Date(now.getTime() + SESSION_LIFETIME_MS[method]);
  await db.transaction(async (tx) => {
    if (replacedToken) await deleteSession(tx, digest(replacedToken));
    const owner = { userId, tenantId, linkId };
    await insertSession(tx, { sessionToken: digest(token), ...owner, expires, ip, userAgent });
    const actor = tenantId
      ? { kind: "member" as const, userId, tenantId }
      : { kind: "operator" as const, userId };
    const detail = linkId ? { method, linkId } : { method };
    await recordAudit(
      tx,
      { actor, requestId, ip },
      { action: "session.opened", subjectId: userId, detail },
    );
  });
  return { token, expires };
}
