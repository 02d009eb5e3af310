import { replayDeliveryOperation } from "@/lib/api/operations/deliveries";
import { apiRoute, otherMethods } from "@/lib/http/api-route";

export const POST = apiRoute(replayDeliveryOperation);
export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");
