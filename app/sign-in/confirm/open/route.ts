import { z } from "zod";
import { safeNextPath } from "@/lib/auth/safe-next-path";
import { redeemSignInMail } from "@/lib/auth/sign-in";
import { readBody } from "@/lib/http/read-body";
import { isSameOrigin } from "@/lib/http/same-origin";

const Fields = z.object({
  email: z.email(),
  token: z.string().regex(/^[\w-]+$/),
  next: z.string().optional(),
});

export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers)) return new Response("Cross-site request.", { status: 403 });
  const form = new URLSearchParams(await readBody(request).catch(() => ""));
  const fields = Fields.safeParse(Object.fromEntries(form));
  if (!fields.success) return seeOther("/sign-in?error=Verification", new Headers());
  const { email, token, next } = fields.data;
  const answer = await redeemSignInMail({ email, token, next: safeNextPath(next) });
  const target = new URL(answer.headers.get("location") ?? "/sign-in", request.url);
  return seeOther(`${target.pathname}${target.search}`, answer.headers);
}

// 303, so that the browser does not post the token on to the next page.
function seeOther(location: string, from: Headers): Response {
  const headers = new Headers({ location, "cache-control": "no-store" });
  for (const cookie of from.getSetCookie()) headers.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
}
