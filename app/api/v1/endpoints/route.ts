import { createEndpointOperation, listEndpointsOperation } from "@/lib/api/operations/endpoints";
import { apiRoute, otherMethods } from "@/lib/http/api-route";

export const GET = apiRoute(listEndpointsOperation);
export const POST = apiRoute(createEndpointOperation);
export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET", "POST");
