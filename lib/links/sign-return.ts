import { createHmac } from "node:crypto";
import type { FailureCode } from "@/lib/failures";

/** `connected`, `failed` (nothing goes on without somebody acting), or `unfinished`: the customer left before the end. */
export type ReturnState = "connected" | "failed" | "unfinished";

export type ReturnOutcome = {
  state: ReturnState;
  code: FailureCode | undefined;
  linkId: string | undefined;
  connectionId: string | undefined;
  externalId: string | undefined;
};

type Signing = { outcome: ReturnOutcome; at: Date; secret: string };

/**
 * A URL with the outcome in its query. The signature is the HMAC-SHA256, in hex, of the whole query before it, exactly
 * as sent: parameters of the ISV's own are signed as well. Those that would pass for ours are left out.
 */
export function signReturnUrl(text: string, signing: Signing): string {
  const url = new URL(text);
  const own = url.search
    .slice(1)
    .split("&")
    .filter((part) => part !== "" && !isOurs(part));
  url.search = signQuery(own, signing);
  return url.href;
}

/** The outcome as a signed query, without the question mark; `own` comes first, as it is. */
export function signQuery(own: string[], { outcome, at, secret }: Signing): string {
  const ours = Object.entries({
    perch_link_id: outcome.linkId,
    perch_state: outcome.state,
    perch_code: outcome.code,
    perch_external_id: outcome.externalId,
    perch_connection_id: outcome.connectionId,
    perch_timestamp: String(Math.floor(at.getTime() / 1000)),
  }).flatMap(([name, value]) => (value ? [`${name}=${encode(value)}`] : []));
  const query = [...own, ...ours].join("&");
  return `${query}&perch_signature=${createHmac("sha256", secret).update(query).digest("hex")}`;
}

/** Whether a part of a query would be read as one of ours, however it is written. */
function isOurs(part: string): boolean {
  const [name = ""] = [...new URLSearchParams(part).keys()];
  return name.toLowerCase().startsWith("perch_");
}

/** Writes what a URL changes when it is parsed again, an apostrophe, as it will read then. */
function encode(value: string): string {
  return encodeURIComponent(value).replaceAll("'", "%27");
}
