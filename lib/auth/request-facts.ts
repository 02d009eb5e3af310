import { newId } from "@/lib/ids";

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
