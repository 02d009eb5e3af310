import type { z } from "zod";
import { sessionFromRequest } from "@/lib/auth/current-session";
import { requestIp } from "@/lib/auth/request-facts";
import type { Context, Member } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { contextFor } from "@/lib/system-context";
import { finishAfterAnswer } from "./after-answer";
import { toProblem } from "./problem";
import { readBody } from "./read-body";
import { parseJson } from "./read-json";
import { isSameOrigin } from "./same-origin";

type Params = Record<string, string | string[] | undefined>;
type RouteContext = { params: Promise<Params> };
type MemberRoute<S extends z.ZodType> = {
  /** Parses what `input` gathered. */
  schema: S;
  /** Gathers the verb's input; the body is read only when asked for. */
  input: (parts: {
    params: Params;
    query: URLSearchParams;
    json: () => Promise<unknown>;
    text: () => Promise<string>;
  }) => unknown;
  run: (ctx: Context<Member>, input: z.output<S>) => Promise<Response>;
};

/**
 * A route for signed-in members: session, same-origin check on writes, size limit, parsing, problem bodies,
 * request id. The verb authorises by the tenant in its context.
 */
export function memberRoute<S extends z.ZodType>({ schema, input, run }: MemberRoute<S>) {
  return async (request: Request, { params }: RouteContext): Promise<Response> => {
    const requestId = newId();
    try {
      if (request.method !== "GET" && !isSameOrigin(request.headers)) {
        throw new AppError("forbidden", "This request came from another site.");
      }
      const actor = await sessionFromRequest(request);
      if (!actor) throw new AppError("unauthenticated", "Sign in, or open your link again.");
      if (actor.kind !== "member")
        throw new AppError("forbidden", "Only a customer's session may do this.");
      const text = () => readBody(request);
      const gathered = await input({
        params: await params,
        query: new URL(request.url).searchParams,
        text,
        json: async () => parseJson(await text()),
      });
      const ctx = await contextFor(actor, requestId, requestIp(request.headers));
      const response = await run(ctx, schema.parse(gathered));
      finishAfterAnswer();
      response.headers.set("x-request-id", requestId);
      if (!response.headers.has("cache-control")) response.headers.set("cache-control", "no-store");
      return response;
    } catch (error) {
      return toProblem(error, requestId);
    }
  };
}

/** Spreads a parsed body beside ids from the path; anything but an object is left for the schema to refuse. */
export function withBody(ids: Record<string, unknown>, body: unknown): unknown {
  return typeof body === "object" && body !== null && !Array.isArray(body)
    ? { ...body, ...ids }
    : body;
}
