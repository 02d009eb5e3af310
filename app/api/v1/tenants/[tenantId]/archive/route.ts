import { archiveTenantOperation } from "@/lib/api/operations/tenants";
import { apiRoute, otherMethods } from "@/lib/http/api-route";

export const POST = apiRoute(archiveTenantOperation);
export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");
