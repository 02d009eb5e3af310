import {
  getTenantByExternalIdOperation,
  upsertTenantOperation,
} from "@/lib/api/operations/tenants";
import { apiRoute, otherMethods } from "@/lib/http/api-route";

export const GET = apiRoute(getTenantByExternalIdOperation);
export const PUT = apiRoute(upsertTenantOperation);
export const { POST, PATCH, DELETE, OPTIONS } = otherMethods("GET", "PUT");
