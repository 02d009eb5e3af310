import { getTenantOperation, updateTenantOperation } from "@/lib/api/operations/tenants";
import { apiRoute, otherMethods } from "@/lib/http/api-route";

export const GET = apiRoute(getTenantOperation);
export const PATCH = apiRoute(updateTenantOperation);
export const { POST, PUT, DELETE, OPTIONS } = otherMethods("GET", "PATCH");
