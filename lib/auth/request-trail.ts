import { cookies, headers } from "next/headers";
import { requestFacts } from "@/lib/auth/request-facts";
import { sessionCookieName } from "@/lib/auth/session-cookie";

/** What a new session wants to know of the request at hand: its id, and the session it replaces. */
export type RequestTrail = { requestId: string; replacedToken: string | undefined };

export async function requestTrail(): Promise<RequestTrail> {
  const { requestId } = requestFacts(await headers());
  return { requestId, replacedToken: (await cookies()).get(sessionCookieName())?.value };
}
