import { enterLink } from "@/lib/auth/enter-link";
import { AppError } from "@/lib/errors";
import { isSameOrigin } from "@/lib/http/same-origin";

type Props = { params: Promise<{ secret: string }> };

export async function POST(request: Request, { params }: Props): Promise<Response> {
  if (!isSameOrigin(request.headers)) return new Response("Cross-site request.", { status: 403 });
  const { secret } = await params;
  try {
    await enterLink(secret);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const limited = error.code === "too_many_requests" ? "?limited=1" : "";
    return seeOther(`/c/${encodeURIComponent(secret)}${limited}`);
  }
  return seeOther("/connect");
}

function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });
}
