import { disconnectConnectionOperation } from "@/lib/api/operations/connections";
import { apiRoute, otherMethods } from "@/lib/http/api-route";

export const POST = apiRoute(disconnectConnectionOperation);
export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");
