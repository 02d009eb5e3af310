import { rotateEndpointSecretOperation } from "@/lib/api/operations/endpoints";
import { apiRoute, otherMethods } from "@/lib/http/api-route";

export const POST = apiRoute(rotateEndpointSecretOperation);
export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");
