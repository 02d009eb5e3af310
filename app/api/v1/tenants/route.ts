import { createTenantOperation, listTenantsOperation } from "@/lib/api/operations/tenants";
import { apiRoute, otherMethods } from "@/lib/http/api-route";

export const GET = apiRoute(listTenantsOperation);
export const POST = apiRoute(createTenantOperation);
export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET", "POST");
