import { upsertTenantOperation } from "@/lib/api/operations/tenants";
import { apiRoute, otherMethods } from "@/lib/http/api-route";

export const PUT = apiRoute(upsertTenantOperation);
export const { GET, POST, PATCH, DELETE, OPTIONS } = otherMethods("PUT");
