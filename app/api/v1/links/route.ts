import { createLinkOperation, listLinksOperation } from "@/lib/api/operations/links";
import { apiRoute, otherMethods } from "@/lib/http/api-route";

export const GET = apiRoute(listLinksOperation);
export const POST = apiRoute(createLinkOperation);
export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET", "POST");
