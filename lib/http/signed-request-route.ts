import { requestIp } from "@/lib/auth/request-facts";
import type { Context } from "@/lib/context";
import { newId } from "@/lib/ids";
import { contextFor } from "@/lib/system-context";
import { toProblem } from "./problem";
import { readBody } from "./read-body";

type Run = (ctx: Context, signedRequest: string) => Promise<unknown>;

/** A route that Meta posts a form to, with all that it has to say in the signed field `signed_request`. */
export function signedRequestRoute(run: Run) {
  return async (request: Request): Promise<Response> => {
    const requestId = newId();
    try {
      const form = new URLSearchParams(await readBody(request));
      const ctx = await contextFor({ kind: "system" }, requestId, requestIp(request.headers));
      const answer = await run(ctx, form.get("signed_request") ?? "");
      const headers = { "cache-control": "no-store", "x-request-id": requestId };
      return Response.json(answer, { headers });
    } catch (error) {
      return toProblem(error, requestId);
    }
  };
}
