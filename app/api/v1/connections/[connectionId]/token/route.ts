import { exportTokenOperation } from "@/lib/api/operations/tokens";
import { apiRoute, otherMethods } from "@/lib/http/api-route";

export const GET = apiRoute(exportTokenOperation);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET");
