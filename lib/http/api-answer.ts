import { type Answer, answerOnce, idempotencyKeyOf } from "@/lib/api/idempotency";
import type { Input, Operation } from "@/lib/api/operation";
import { readInput, refuseUnknownPath } from "@/lib/api/read-input";
import { authenticateKey, readKey } from "@/lib/api-keys/authenticate-key";
import { countTry, type LimitState } from "@/lib/auth/rate-limits";
import type { ApiKey, Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { apiProblem } from "./api-problem";
import { readBody } from "./read-body";

/** What a request has shown so far; whatever it ends with, the answer's headers tell of it. */
type Trail = { limit?: LimitState; isReplayed?: boolean };
type Work = (base: Context, request: Request, trail: Trail) => Promise<Response>;
/** Answers a request, given a context in which nobody acts yet. */
export type Answering = (base: Context, request: Request) => Promise<Response>;

/**
 * The answer of an operation: key, rate limit, scope, parsing, `Idempotency-Key`, problem bodies and the headers that
 * every answer has. The verb behind it asks for the scope as well.
 */
export function answerOperation(operation: Operation): Answering {
  return answering(async (base, request, trail) => {
    const actor = await authenticated(base, request, trail);
    if (!actor.scopes.includes(operation.scope))
      throw new AppError("forbidden", `This key lacks the scope ${operation.scope}.`, {
        reason: "insufficient_scope",
      });
    const text = operation.method === "GET" ? "" : await readBody(request);
    const input = readInput(operation, new URL(request.url), text);
    return perform({ ...base, actor }, { operation, request, text, input }, trail);
  });
}

/** The answer to a method that a path does not have; `allow` names those it has. */
export function answerWrongMethod(allow: string): Answering {
  const refuse = answering(async (base, request, trail) => {
    await authenticated(base, request, trail);
    const message = `This path has no ${request.method}. It has ${allow}.`;
    throw new AppError("method_not_allowed", message);
  });
  return async (base, request) => {
    const response = await refuse(base, request);
    if (response.status === 405) response.headers.set("allow", allow);
    return response;
  };
}

/** The answer at every path that does not exist; whether one does is told to keys only. */
export const answerUnknownPath: Answering = answering(async (base, request, trail) => {
  await authenticated(base, request, trail);
  return refuseUnknownPath(new URL(request.url).pathname);
});

function answering(work: Work): Answering {
  return async (base, request) => {
    const { requestId } = base;
    const trail: Trail = {};
    const response = await work(base, request, trail).catch((error: unknown) =>
      apiProblem(error, { requestId, appUrl: base.env.appUrl }),
    );
    return withHeaders(response, requestId, trail);
  };
}

async function authenticated(base: Context, request: Request, trail: Trail): Promise<ApiKey> {
  const authorization = request.headers.get("authorization");
  // What is no key at all costs the database nothing, not even a count.
  readKey(authorization);
  const actor = await authenticateKey(base, authorization).catch(async (error: unknown) => {
    if (!(error instanceof AppError)) throw error;
    trail.limit = await countTry(base.db, "api_refused_ip", base.ip ?? "unknown");
    throw trail.limit.isOver ? tooMany(trail.limit) : error;
  });
  trail.limit = await countTry(base.db, "api_key", actor.keyId);
  if (trail.limit.isOver) throw tooMany(trail.limit);
  return actor;
}

function tooMany({ limit, resetSeconds }: LimitState): AppError {
  const message = `More than ${limit} requests a minute. Try again in ${resetSeconds} s.`;
  return new AppError("too_many_requests", message, { retryAfterSeconds: resetSeconds });
}

type Asked = { operation: Operation; request: Request; text: string; input: Input };

async function perform(
  ctx: Context<ApiKey>,
  { operation, request, text, input }: Asked,
  trail: Trail,
): Promise<Response> {
  const work = async (): Promise<Answer> => {
    const reply = { status: operation.status };
    const body = JSON.stringify(await operation.run(ctx, input, reply));
    return { body, ...reply };
  };
  const key = operation.isIdempotent ? idempotencyKeyOf(request.headers) : undefined;
  if (key === undefined) return toResponse(await work());
  const { pathname: path } = new URL(request.url);
  const asked = { key, method: operation.method, path, body: text };
  const answer = await answerOnce(ctx, asked, work);
  trail.isReplayed = answer.isReplayed;
  return toResponse(answer);
}

function toResponse({ status, body }: Answer): Response {
  return new Response(body, { status, headers: { "content-type": "application/json" } });
}

function withHeaders(
  response: Response,
  requestId: string,
  { limit, isReplayed }: Trail,
): Response {
  const { headers } = response;
  headers.set("x-request-id", requestId);
  headers.set("cache-control", "no-store");
  if (limit) {
    headers.set("ratelimit-limit", String(limit.limit));
    headers.set("ratelimit-remaining", String(limit.remaining));
    headers.set("ratelimit-reset", String(limit.resetSeconds));
  }
  if (isReplayed) headers.set("idempotency-replayed", "true");
  return response;
}
