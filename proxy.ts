import { type NextRequest, NextResponse } from "next/server";
import { env, isDevelopment } from "@/lib/env";
import { isSameOrigin } from "@/lib/http/same-origin";
import { contentSecurityPolicy, securityHeaders } from "@/lib/http/security-headers";

/**
 * Gives every page its security headers and a policy with a fresh nonce, and turns away what another site wants to
 * write. The API's headers are in next.config.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  const policy = contentSecurityPolicy({ env: env(), nonce, isDev: isDevelopment });
  const headers = new Headers(request.headers);
  // Next reads the nonce for its own scripts from this request header.
  headers.set("content-security-policy", policy);
  const isRead = request.method === "GET" || request.method === "HEAD";
  const response =
    isRead || isSameOrigin(request.headers)
      ? NextResponse.next({ request: { headers } })
      : new NextResponse("This request came from another site.", { status: 403 });
  response.headers.set("content-security-policy", policy);
  const { pathname, searchParams } = request.nextUrl;
  const fixed = securityHeaders(env(), pathname, searchParams.get("next"));
  for (const [name, value] of Object.entries(fixed)) response.headers.set(name, value);
  return response;
}

export const config = { matcher: ["/((?!api/|_next/static|_next/image).*)"] };
