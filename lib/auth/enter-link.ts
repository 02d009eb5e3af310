import { getDb } from "@/db/client";
import { currentSession } from "@/lib/auth/current-session";
import { resolveLink } from "@/lib/auth/resolve-link";
import { signInWithLink } from "@/lib/auth/sign-in";

/**
 * Lets the holder of a link in: goes on with a session that this link opened before, else opens one
 * in place of whatever session there is. Throws AppError not_found, gone or too_many_requests.
 */
export async function enterLink(secret: string): Promise<void> {
  const session = await currentSession();
  if (session?.kind === "member" && session.linkId) {
    const { standing, link } = await resolveLink(await getDb(), secret, new Date());
    if (standing === "open" && link.id === session.linkId) return;
  }
  await signInWithLink(secret);
}
