import { newId } from "@/lib/ids";

const IP_MAX = 64;
const USER_AGENT_MAX = 400;

/**
 * The caller's address and the request's id. Of X-Forwarded-For the last entry counts: the nearest
 * proxy wrote it, the ones before it are the visitor's own words.
 */
export function requestFacts(headers: Headers): { ip: string; requestId: string } {
  const hops = headers.get("x-forwarded-for")?.split(",") ?? [];
  const ip = hops.at(-1)?.trim() || "unknown";
  const given = headers.get("x-request-id");
  return { ip, requestId: given && /^[\w.-]{8,128}$/.test(given) ? given : newId() };
}

/** Where a request came from, for the audit log; undefined when nothing says so. */
export function requestIp(headers: Headers): string | undefined {
  const { ip } = requestFacts(headers);
  return ip === "unknown" ? undefined : ip.slice(0, IP_MAX);
}

/** What the browser calls itself, cut to a length that fits a list. */
export function requestUserAgent(headers: Headers): string | undefined {
  return headers.get("user-agent")?.slice(0, USER_AGENT_MAX) || undefined;
}
