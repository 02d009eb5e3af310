import { createSignupOperation } from "@/lib/api/operations/signups";
import { apiRoute, otherMethods } from "@/lib/http/api-route";

export const POST = apiRoute(createSignupOperation);
export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");
