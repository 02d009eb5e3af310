import { listConnectionsOperation } from "@/lib/api/operations/connections";
import { apiRoute, otherMethods } from "@/lib/http/api-route";

export const GET = apiRoute(listConnectionsOperation);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET");
