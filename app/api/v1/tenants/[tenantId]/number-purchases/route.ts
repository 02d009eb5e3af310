import { buyNumberOperation } from "@/lib/api/operations/numbers";
import { apiRoute, otherMethods } from "@/lib/http/api-route";

export const POST = apiRoute(buyNumberOperation);
export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");
