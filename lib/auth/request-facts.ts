import { env } from "@/lib/env";
import { newId } from "@/lib/ids";

const IP_MAX = 64;
const USER_AGENT_MAX = 400;

/**
 * The caller's address and the request's id. Of X-Forwarded-For only what the proxies in front have written counts,
 * each the address that it was asked from; entries before theirs are the visitor's own words. Without a proxy all of it
 * is: a handler of Next's never sees the socket.
 */
export function requestFacts(
  headers: Headers,
  trustedProxies = env().trustedProxies,
): { ip: string; requestId: string } {
  const hops = headers.get("x-forwarded-for")?.split(",") ?? [];
  const written = trustedProxies > 0 ? hops.slice(-trustedProxies) : [];
  const ip = written[0]?.trim() || "unknown";
  const given = headers.get("x-request-id");
  return { ip, requestId: given && /^[\w.-]{8,128}$/.test(given) ? given : newId() };
}

/** Where a request came from, for the audit log; undefined when nothing says so. */
export function requestIp(
  headers: Headers,
  trustedProxies = env().trustedProxies,
): string | undefined {
  const { ip } = requestFacts(headers, trustedProxies);
  return ip === "unknown" ? undefined : ip.slice(0, IP_MAX);
}

/** What the browser calls itself, cut to a length that fits a list. */
export function requestUserAgent(headers: Headers): string | undefined {
  return headers.get("user-agent")?.slice(0, USER_AGENT_MAX) || undefined;
}
