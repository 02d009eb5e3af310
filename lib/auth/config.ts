import type { NextAuthConfig } from "next-auth";
import { AuthError } from "next-auth";
import { getDb } from "@/db/client";
import { createAdapter, personBehind } from "@/lib/auth/adapter";
import { COOKIE_LIFETIME_SECONDS } from "@/lib/auth/lifetimes";
import { openSession, SessionGrant } from "@/lib/auth/open-session";
import { providers, Refusal } from "@/lib/auth/providers";
import { requestTrail } from "@/lib/auth/request-trail";
import { sessionCookieName, sessionCookieOptions } from "@/lib/auth/session-cookie";
import { maySignIn } from "@/lib/auth/sign-in-rules";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { newSecret } from "@/lib/vault/digest";

/** next-auth's configuration, made anew for each request: it is cheap, and next-auth writes into it. */
export async function authConfig(): Promise<NextAuthConfig> {
  const db = await getDb();
  const { authSecret, secureCookies } = env();
  return {
    adapter: createAdapter(db, requestTrail),
    basePath: "/api/auth",
    trustHost: true,
    secret: authSecret,
    useSecureCookies: secureCookies,
    cookies: { sessionToken: { name: sessionCookieName(), options: sessionCookieOptions() } },
    session: {
      strategy: "database",
      maxAge: COOKIE_LIFETIME_SECONDS,
      generateSessionToken: newSecret,
    },
    pages: { signIn: "/sign-in", error: "/sign-in", verifyRequest: "/sign-in?sent=1" },
    providers: providers(db),
    callbacks: {
      async signIn({ user, account, profile, email }) {
        if (account?.type === "credentials") return true;
        // Asking for a mail looks the same for every address; who gets one is decided when it is sent.
        if (email?.verificationRequest) return true;
        const person = await personBehind(db, user);
        if (account?.type === "email") return maySignIn({ provider: "mail", person });
        return maySignIn({ provider: "sso", person, emailVerified: profile?.email_verified });
      },
      jwt: ({ token, user, account }) =>
        account?.type === "credentials" && "grant" in user
          ? { ...token, grant: user.grant }
          : token,
    },
    jwt: {
      // next-auth keeps no database session for credentials, but asks here for the cookie's value.
      async encode({ token }) {
        const grant = SessionGrant.parse(token?.grant);
        const opened = await openSession(db, grant, { now: new Date(), ...(await requestTrail()) });
        return opened.token;
      },
    },
    logger: { error: logError, warn: () => {}, debug: () => {} },
  };
}

const EXPECTED = new Set(["AccessDenied", "Verification", "CredentialsSignin"]);

function logError(error: Error): void {
  if (error instanceof Refusal) return;
  const { cause } = error;
  if (error instanceof AuthError && EXPECTED.has(error.type)) {
    log().info({ reason: error.type }, "a sign-in was refused");
  } else {
    const inner = cause instanceof Error ? cause : (cause as { err?: unknown } | undefined)?.err;
    log().error({ err: inner ?? error, reason: error.name }, "a sign-in failed");
  }
}
