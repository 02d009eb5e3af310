import { buyNumberOperation, listPurchasesOperation } from "@/lib/api/operations/numbers";
import { apiRoute, otherMethods } from "@/lib/http/api-route";

export const GET = apiRoute(listPurchasesOperation);
export const POST = apiRoute(buyNumberOperation);
export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET", "POST");
