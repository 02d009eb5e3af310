import type { z } from "zod";
import { sessionFromRequest } from "@/lib/auth/current-session";
import { requestIp } from "@/lib/auth/request-facts";
import type { Context, Operator } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { contextFor } from "@/lib/system-context";
import { finishAfterAnswer } from "./after-answer";
import { toProblem } from "./problem";

type OperatorRoute<S extends z.ZodType> = {
  /** Parses the query; give a `z.object`, so that what it does not know is left out. */
  schema: S;
  run: (ctx: Context<Operator>, input: z.output<S>) => Promise<Response>;
};

/**
 * A GET route of the console: session, parsing, problem bodies, request id. To a customer's session it is not there.
 * The verb asks for the role.
 */
export function operatorRoute<S extends z.ZodType>({ schema, run }: OperatorRoute<S>) {
  return async (request: Request): Promise<Response> => {
    const requestId = newId();
    try {
      const actor = await sessionFromRequest(request);
      if (!actor) throw new AppError("unauthenticated", "Sign in as an operator.");
      if (actor.kind !== "operator") throw new AppError("not_found", "There is nothing here.");
      const query = [...new URL(request.url).searchParams].filter(([, value]) => value !== "");
      const ctx = await contextFor(actor, requestId, requestIp(request.headers));
      const response = await run(ctx, schema.parse(Object.fromEntries(query)));
      finishAfterAnswer();
      response.headers.set("x-request-id", requestId);
      if (!response.headers.has("cache-control")) response.headers.set("cache-control", "no-store");
      return response;
    } catch (error) {
      return toProblem(error, requestId);
    }
  };
}
