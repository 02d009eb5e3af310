import { retryConnectionOperation } from "@/lib/api/operations/connections";
import { apiRoute, otherMethods } from "@/lib/http/api-route";

export const POST = apiRoute(retryConnectionOperation);
export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");
