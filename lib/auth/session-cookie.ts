import { env } from "@/lib/env";

/** The session cookie's name; browsers accept the prefixed one over https only. */
export function sessionCookieName(): string {
  return env().secureCookies ? "__Secure-authjs.session-token" : "authjs.session-token";
}

export const sessionCookieOptions = () => ({
  httpOnly: true,
  sameSite: "lax" as const,
  path: "/",
  secure: env().secureCookies,
});

/** The session token in a Cookie header, if there is one. */
export function sessionTokenIn(cookieHeader: string | null): string | undefined {
  const start = `${sessionCookieName()}=`;
  const pair = cookieHeader?.split(/;\s*/).find((part) => part.startsWith(start));
  return pair?.slice(start.length) || undefined;
}
