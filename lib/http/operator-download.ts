import type { z } from "zod";
import { sessionFromRequest } from "@/lib/auth/current-session";
import { requestIp } from "@/lib/auth/request-facts";
import type { Context, Operator } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { contextFor } from "@/lib/system-context";
import { toProblem } from "./problem";
import { readSearchParams } from "./search-params";

type Download<S extends z.ZodType> = {
  /** Parses the query; every field of it optional and forgiving. */
  schema: S;
  /** The file's name without the day that is put after it. */
  name: string;
  run: (ctx: Context<Operator>, input: z.output<S>) => Promise<ReadableStream<Uint8Array>>;
};

/** A route that streams a CSV file to a signed-in operator; the verb says which role it takes. */
export function operatorDownload<S extends z.ZodType>({ schema, name, run }: Download<S>) {
  return async (request: Request): Promise<Response> => {
    const requestId = newId();
    try {
      const actor = await sessionFromRequest(request);
      if (!actor) throw new AppError("unauthenticated", "Sign in to the console first.");
      if (actor.kind !== "operator")
        throw new AppError("forbidden", "Only operators may download this.");
      const ctx = await contextFor(actor, requestId, requestIp(request.headers));
      const query = Object.fromEntries(new URL(request.url).searchParams);
      const body = await run(ctx, await readSearchParams(schema, Promise.resolve(query)));
      const day = ctx.now().toISOString().slice(0, 10);
      return new Response(body, {
        headers: {
          "content-type": "text/csv; charset=utf-8",
          "content-disposition": `attachment; filename="${name}-${day}.csv"`,
          "cache-control": "no-store",
          "x-request-id": requestId,
        },
      });
    } catch (error) {
      return toProblem(error, requestId);
    }
  };
}
