import { searchStockOperation } from "@/lib/api/operations/numbers";
import { apiRoute, otherMethods } from "@/lib/http/api-route";

export const GET = apiRoute(searchStockOperation);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET");
