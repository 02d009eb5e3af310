import { replayEndpointOperation } from "@/lib/api/operations/endpoints";
import { apiRoute, otherMethods } from "@/lib/http/api-route";

export const POST = apiRoute(replayEndpointOperation);
export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");
