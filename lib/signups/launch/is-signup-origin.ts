/**
 * Whether a message from this origin may be a session event: https and Meta's own host, or exactly one of the
 * configured origins. Parsed, because `endsWith("facebook.com")` also believes evilfacebook.com.
 */
export function isSignupOrigin(origin: string, extraOrigins: readonly string[]): boolean {
  const url = URL.canParse(origin) ? new URL(origin) : undefined;
  if (!url || url.origin !== origin) return false;
  if (extraOrigins.includes(url.origin)) return true;
  const isMetaHost = url.hostname === "facebook.com" || url.hostname.endsWith(".facebook.com");
  return url.protocol === "https:" && url.port === "" && isMetaHost;
}
