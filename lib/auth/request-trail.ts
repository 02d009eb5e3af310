import { cookies, headers } from "next/headers";
import { requestFacts, requestIp, requestUserAgent } from "@/lib/auth/request-facts";
import { sessionCookieName } from "@/lib/auth/session-cookie";

/** What a new session wants to know of the request at hand: its id, whose it is, and the session it replaces. */
export type RequestTrail = {
  requestId: string;
  replacedToken: string | undefined;
  ip?: string | undefined;
  userAgent?: string | undefined;
};

export async function requestTrail(): Promise<RequestTrail> {
  const given = await headers();
  return {
    requestId: requestFacts(given).requestId,
    replacedToken: (await cookies()).get(sessionCookieName())?.value,
    ip: requestIp(given),
    userAgent: requestUserAgent(given),
  };
}
