import { getEventOperation } from "@/lib/api/operations/events";
import { apiRoute, otherMethods } from "@/lib/http/api-route";

export const GET = apiRoute(getEventOperation);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET");
