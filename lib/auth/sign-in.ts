import { cookies, headers } from "next/headers";
import { NextRequest } from "next/server";
import { getDb } from "@/db/client";
import { handlers, signIn } from "@/lib/auth/next-auth";
import { Refusal } from "@/lib/auth/providers";
import { consumeLimit } from "@/lib/auth/rate-limits";
import { requestFacts } from "@/lib/auth/request-facts";
import { env } from "@/lib/env";

/** Signs an operator in and sets the cookie. Throws AppError unauthenticated or too_many_requests. */
export async function signInWithPassword(fields: {
  email: string;
  password: string;
}): Promise<void> {
  await signInWithCredentials("password", fields);
}

/** Signs the holder of a link in and sets the cookie. Throws AppError not_found, gone or too_many_requests. */
export async function signInWithLink(secret: string): Promise<void> {
  await signInWithCredentials("link", { secret });
}

/** Asks for a sign-in mail; says nothing about who gets one. Throws AppError too_many_requests. */
export async function requestSignInMail(email: string, next: string | undefined): Promise<void> {
  const db = await getDb();
  const { ip } = requestFacts(await headers());
  await consumeLimit(db, "mail_ip", ip);
  await consumeLimit(db, "mail_email", email.trim().toLowerCase());
  await signIn("mail", { email, redirect: false, redirectTo: next ?? "/connect" });
}

/** Where the browser goes to sign in at the configured identity provider. */
export async function startSingleSignOn(next: string | undefined): Promise<string> {
  return signIn("sso", { redirect: false, redirectTo: next ?? "/admin" });
}

/** Redeems a mailed link: next-auth's answer, a redirect that carries the cookie or the error page. */
export async function redeemSignInMail(fields: {
  email: string;
  token: string;
  next: string | undefined;
}): Promise<Response> {
  const url = new URL("/api/auth/callback/mail", env().appUrl);
  url.searchParams.set("email", fields.email);
  url.searchParams.set("token", fields.token);
  url.searchParams.set("callbackUrl", new URL(fields.next ?? "/connect", env().appUrl).href);
  const cookie = (await cookies()).toString();
  return handlers.GET(new NextRequest(url, { headers: cookie ? { cookie } : {} }));
}

async function signInWithCredentials(
  provider: "password" | "link",
  fields: Record<string, string>,
): Promise<void> {
  let target: unknown;
  try {
    target = await signIn(provider, { ...fields, redirect: false, redirectTo: "/" });
  } catch (error) {
    throw error instanceof Refusal ? error.reason : error;
  }
  // next-auth answers errors that are not its own, a lost database for one, with a way to its error page.
  if (typeof target === "string" && new URL(target, env().appUrl).searchParams.has("error")) {
    throw new Error("The session could not be opened.");
  }
}
