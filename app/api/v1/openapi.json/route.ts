import { openApiRoute } from "@/lib/http/openapi-route";

export const dynamic = "force-dynamic";
export const GET = openApiRoute;
