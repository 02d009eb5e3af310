/**
 * Whether a browser sent this request from one of our own pages. Cookies travel on their own, so every write
 * asks; programs that are no browser send neither header and carry no stolen cookie.
 */
export function isSameOrigin(headers: Headers, appUrl: string): boolean {
  const site = headers.get("sec-fetch-site");
  if (site && site !== "same-origin" && site !== "none") return false;
  const origin = headers.get("origin");
  if (!origin) return true;
  return origin === appUrl || hostOf(origin) === headers.get("host");
}

function hostOf(origin: string): string | undefined {
  try {
    return new URL(origin).host;
  } catch {
    return undefined;
  }
}
