import { cookies, headers } from "next/headers";
import { getDb } from "@/db/client";
import { currentSession } from "@/lib/auth/current-session";
import { requestFacts, requestIp } from "@/lib/auth/request-facts";
import { revokeSession } from "@/lib/auth/revoke-session";
import { revokeSessionsOfUser } from "@/lib/auth/revoke-sessions-of-user";
import { sessionCookieName, sessionCookieOptions } from "@/lib/auth/session-cookie";

/** Ends the session of this request, or with `everywhere` all of its person's, and drops the cookie. */
export async function signOut({ everywhere }: { everywhere: boolean }): Promise<void> {
  const actor = await currentSession();
  if (actor) {
    const given = await headers();
    const { requestId } = requestFacts(given);
    const ctx = { db: await getDb(), actor, requestId, ip: requestIp(given) };
    if (everywhere) await revokeSessionsOfUser(ctx, { userId: actor.userId });
    else await revokeSession(ctx, { sessionId: actor.sessionId });
  }
  (await cookies()).set(sessionCookieName(), "", { ...sessionCookieOptions(), maxAge: 0 });
}
