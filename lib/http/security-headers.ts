import type { Env } from "@/lib/env";

/**
 * Sent with everything that is not a page's policy. Meta's window needs its opener, hence allow-popups; the customer's
 * own pages may themselves be in a window that a page of the ISV has opened and listens to. `next` is where a sign-in
 * leads.
 */
export function securityHeaders(
  env: Pick<Env, "appUrl">,
  pathname: string,
  next: string | null = null,
): Record<string, string> {
  return {
    "x-content-type-options": "nosniff",
    "referrer-policy": holdsSecret(pathname) ? "no-referrer" : "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": isCustomers(pathname, next)
      ? "unsafe-none"
      : "same-origin-allow-popups",
    "x-frame-options": "DENY",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    ...(env.appUrl.startsWith("https:")
      ? { "strict-transport-security": "max-age=31536000; includeSubDomains" }
      : {}),
  };
}

type Policy = { env: Pick<Env, "appUrl" | "meta" | "oidc">; nonce: string; isDev: boolean };

/** The content security policy of a page; it follows where Meta's SDK, its window and Graph are configured to be. */
export function contentSecurityPolicy({ env, nonce, isDev }: Policy): string {
  const meta = env.meta.settings;
  const sdk = meta ? [new URL(meta.sdkUrl).origin] : [];
  const isReal = sdk.some((origin) => /\.facebook\.net$/.test(new URL(origin).hostname));
  const standIn = isReal ? [] : [...sdk, ...(meta?.signupOrigins ?? [])];
  const graph = meta ? [new URL(meta.graphUrl).origin] : [];
  const directives: Record<string, string[]> = {
    "default-src": ["'self'"],
    "script-src": [
      `'nonce-${nonce}'`,
      "'strict-dynamic'",
      ...sdk,
      ...(isDev ? ["'unsafe-eval'"] : []),
    ],
    "style-src": ["'self'", isDev ? "'unsafe-inline'" : `'nonce-${nonce}'`],
    "img-src": ["'self'", "data:", ...(isReal ? ["https://www.facebook.com"] : standIn)],
    "font-src": ["'self'"],
    "connect-src": [
      "'self'",
      ...graph,
      ...(isReal ? ["https://www.facebook.com", "https://web.facebook.com"] : standIn),
    ],
    "frame-src": isReal ? META_FRAMES : standIn.length > 0 ? standIn : ["'none'"],
    "form-action": ["'self'", ...(env.oidc ? [new URL(env.oidc.issuer).origin] : [])],
    "base-uri": ["'none'"],
    "object-src": ["'none'"],
    "frame-ancestors": ["'none'"],
    ...(env.appUrl.startsWith("https:") ? { "upgrade-insecure-requests": [] } : {}),
  };
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...new Set(sources)].join(" "))
    .join("; ");
}

const META_FRAMES = [
  "https://www.facebook.com",
  "https://staticxx.facebook.com",
  "https://web.facebook.com",
];

/** Between the two policies a browser cuts the tie for good, so every page on the customer's way has the same. */
function isCustomers(pathname: string, next: string | null): boolean {
  // What is posted there says only in its body where it leads, and is answered by a redirect.
  if (/^\/(c|connect)(\/|$)/.test(pathname) || pathname === "/sign-in/confirm/open") return true;
  return /^\/sign-in(\/|$)/.test(pathname) && /^\/connect([/?#]|$)/.test(next ?? "");
}

function holdsSecret(pathname: string): boolean {
  return pathname.startsWith("/c/") || pathname.startsWith("/sign-in/confirm");
}
