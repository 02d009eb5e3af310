import {
  deleteEndpointOperation,
  getEndpointOperation,
  updateEndpointOperation,
} from "@/lib/api/operations/endpoints";
import { apiRoute, otherMethods } from "@/lib/http/api-route";

export const GET = apiRoute(getEndpointOperation);
export const PATCH = apiRoute(updateEndpointOperation);
export const DELETE = apiRoute(deleteEndpointOperation);
export const { POST, PUT, OPTIONS } = otherMethods("GET", "PATCH", "DELETE");
