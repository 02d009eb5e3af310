import type { NextRequest } from "next/server";
import { handlers } from "@/lib/auth/next-auth";
import { env } from "@/lib/env";

/** Takes the browser back from the identity provider: a redirect with the cookie, or to the sign-in page. */
export async function finishSingleSignOn(request: NextRequest): Promise<Response> {
  if (!env().oidc) return new Response("Single sign-on is not configured.", { status: 404 });
  return handlers.GET(request);
}
