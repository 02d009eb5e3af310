import { getDeliveryOperation } from "@/lib/api/operations/deliveries";
import { apiRoute, otherMethods } from "@/lib/http/api-route";

export const GET = apiRoute(getDeliveryOperation);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET");
