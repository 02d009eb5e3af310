import { env } from "@/lib/env";

/**
 * Whether a POST comes from this site's own pages, or from no browser at all. Pages with
 * `Referrer-Policy: no-referrer` send `Origin: null` (Fetch standard, "append a request Origin
 * header"), so there only Sec-Fetch-Site tells.
 */
export function isSameOrigin(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site");
  if (site) return site === "same-origin" || site === "none";
  const origin = headers.get("origin");
  if (origin === null) return true;
  if (origin === env().appUrl) return true;
  return URL.canParse(origin) && new URL(origin).host === headers.get("host");
}
