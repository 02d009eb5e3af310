import { checkReadiness } from "@/lib/health";

export const dynamic = "force-dynamic";

export async function GET(): Promise<Response> {
  const readiness = await checkReadiness();
  const body = readiness.ready
    ? { status: "ok" }
    : { status: "unavailable", reason: readiness.reason };
  const headers = { "cache-control": "no-store" };
  return Response.json(body, { status: readiness.ready ? 200 : 503, headers });
}
