import { cookies } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { getDb } from "@/db/client";
import { findSession } from "@/lib/auth/find-session";
import { safeNextPath } from "@/lib/auth/safe-next-path";
import { sessionCookieName, sessionTokenIn } from "@/lib/auth/session-cookie";
import type { Member, Operator } from "@/lib/context";

/** Who is signed in, for pages and server actions; asked of the database once per request. */
export const currentSession = cache(async (): Promise<Member | Operator | undefined> => {
  const token = (await cookies()).get(sessionCookieName())?.value;
  return token ? findSession(await getDb(), token, new Date()) : undefined;
});

/** Who is signed in, for route handlers; asked anew on every call. */
export async function sessionFromRequest(request: Request): Promise<Member | Operator | undefined> {
  const token = sessionTokenIn(request.headers.get("cookie"));
  return token ? findSession(await getDb(), token, new Date()) : undefined;
}

/** The signed-in member. Sends visitors to sign in, and back to `path`; sends operators to their console. */
export async function requireMember(path = "/connect"): Promise<Member> {
  const session = await currentSession();
  if (!session) redirect(signInPath(path));
  if (session.kind === "operator") redirect("/admin");
  return session;
}

/** The signed-in operator. Sends visitors to sign in, and back to `path`; to members the page is not there. */
export async function requireOperator(path = "/admin"): Promise<Operator> {
  const session = await currentSession();
  if (!session) redirect(signInPath(path));
  if (session.kind === "member") notFound();
  return session;
}

function signInPath(path: string): string {
  const next = safeNextPath(path);
  return next ? `/sign-in?${new URLSearchParams({ next })}` : "/sign-in";
}
