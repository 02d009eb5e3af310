import { getLinkOperation, updateLinkOperation } from "@/lib/api/operations/links";
import { apiRoute, otherMethods } from "@/lib/http/api-route";

export const GET = apiRoute(getLinkOperation);
export const PATCH = apiRoute(updateLinkOperation);
export const { POST, PUT, DELETE, OPTIONS } = otherMethods("GET", "PATCH");
