import { requestDeletion } from "@/lib/deletions/request-deletion";
import { signedRequestRoute } from "@/lib/http/signed-request-route";

export const POST = signedRequestRoute(requestDeletion);
