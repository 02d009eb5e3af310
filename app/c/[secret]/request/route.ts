import { askForFreshLink } from "@/lib/auth/ask-for-fresh-link";
import { AppError } from "@/lib/errors";
import { isSameOrigin } from "@/lib/http/same-origin";

type Props = { params: Promise<{ secret: string }> };

/** Whatever the address is worth, the answer leads back to it: only its own page tells. */
export async function POST(request: Request, { params }: Props): Promise<Response> {
  if (!isSameOrigin(request.headers)) return new Response("Cross-site request.", { status: 403 });
  const { secret } = await params;
  const path = `/c/${encodeURIComponent(secret)}`;
  try {
    await askForFreshLink(request.headers, secret);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return seeOther(error.code === "too_many_requests" ? `${path}?limited=1` : path);
  }
  return seeOther(path);
}

function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });
}
