import { restoreTenantOperation } from "@/lib/api/operations/tenants";
import { apiRoute, otherMethods } from "@/lib/http/api-route";

export const POST = apiRoute(restoreTenantOperation);
export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");
