import { revokeLinkOperation } from "@/lib/api/operations/links";
import { apiRoute, otherMethods } from "@/lib/http/api-route";

export const POST = apiRoute(revokeLinkOperation);
export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");
