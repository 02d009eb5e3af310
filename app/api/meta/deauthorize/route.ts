import { deauthorizePerson } from "@/lib/deletions/deauthorize-person";
import { signedRequestRoute } from "@/lib/http/signed-request-route";

export const POST = signedRequestRoute(deauthorizePerson);
