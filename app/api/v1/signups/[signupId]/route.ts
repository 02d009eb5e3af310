import { getSignupOperation } from "@/lib/api/operations/signups";
import { apiRoute, otherMethods } from "@/lib/http/api-route";

export const GET = apiRoute(getSignupOperation);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET");
