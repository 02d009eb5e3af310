import type { JsonSchema } from "./json-schema";
import type { Operation } from "./operation";
import { PROBLEMS, type ProblemCode } from "./problems";

const CODES = Object.keys(PROBLEMS) as ProblemCode[];

/** The body of every answer that is no success, after RFC 9457. */
export const PROBLEM_SCHEMA: JsonSchema = {
  type: "object",
  properties: {
    type: { type: "string", format: "uri", description: "Where the reference explains it." },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string", description: "What went wrong this time, for people." },
    code: { type: "string", enum: CODES, description: "What went wrong, for programs." },
    requestId: { type: "string", description: "Give it to support." },
    errors: {
      type: "array",
      items: {
        type: "object",
        properties: { field: { type: "string" }, message: { type: "string" } },
        required: ["field", "message"],
      },
    },
  },
  required: ["type", "title", "status", "detail", "code", "requestId"],
};

export const headers = {
  RequestId: { description: "The request's id.", schema: { type: "string" } },
  RateLimitLimit: { description: "Requests a minute.", schema: { type: "integer" } },
  RateLimitRemaining: { description: "How many are left.", schema: { type: "integer" } },
  RateLimitReset: { description: "Seconds until it begins anew.", schema: { type: "integer" } },
  RetryAfter: { description: "Seconds to wait.", schema: { type: "integer" } },
  WwwAuthenticate: { description: "Bearer.", schema: { type: "string" } },
  IdempotencyReplayed: {
    description: "`true` when this is the answer of an earlier request with the same key.",
    schema: { type: "string", const: "true" },
  },
} satisfies Record<string, JsonSchema>;

/** On every answer; those of the limit once a key is known. */
export const COMMON_HEADERS = {
  "X-Request-Id": { $ref: "#/components/headers/RequestId" },
  "RateLimit-Limit": { $ref: "#/components/headers/RateLimitLimit" },
  "RateLimit-Remaining": { $ref: "#/components/headers/RateLimitRemaining" },
  "RateLimit-Reset": { $ref: "#/components/headers/RateLimitReset" },
};

/** What any operation may be answered with; answers that say no more than this are shared. */
const COMMON = {
  malformed_body: "MalformedBody",
  unauthenticated: "Unauthenticated",
  forbidden: "Forbidden",
  not_found: "NotFound",
  too_large: "TooLarge",
  invalid_input: "InvalidInput",
  too_many_requests: "TooManyRequests",
  internal: "Internal",
} as const satisfies Partial<Record<ProblemCode, string>>;

/** Codes that come with a more general one, whatever the operation. */
const ALWAYS_WITH: Partial<Record<ProblemCode, ProblemCode[]>> = {
  unauthenticated: ["api_key_missing", "api_key_unknown", "api_key_expired", "api_key_revoked"],
  forbidden: ["insufficient_scope"],
};

export const responses: Record<string, JsonSchema> = Object.fromEntries(
  Object.entries(COMMON).map(([code, name]) => [name, toResponse(withOthers(code as ProblemCode))]),
);

/** The answers of an operation that are no success, by status, each with the codes that this operation has. */
export function problemsOf({
  problems,
  method,
  isIdempotent,
}: Operation): Record<string, JsonSchema> {
  const codes: ProblemCode[] = [
    ...(["unauthenticated", "forbidden", "invalid_input"] as const),
    ...(["too_many_requests", "internal"] as const),
    ...(method === "GET" ? [] : (["malformed_body", "too_large"] as const)),
    ...(isIdempotent ? (["idempotency_in_progress", "idempotency_key_reused"] as const) : []),
    ...problems,
  ];
  const statuses = new Set(codes.map((code) => PROBLEMS[code][0]));
  return Object.fromEntries(
    [...statuses].map((status) => {
      const own = codes.filter((code) => PROBLEMS[code][0] === status);
      return [status, sharedOf(own) ?? toResponse(own.flatMap(withOthers))];
    }),
  );
}

function sharedOf([code, ...others]: ProblemCode[]): JsonSchema | undefined {
  if (others.length > 0 || !code || !(code in COMMON)) return undefined;
  return { $ref: `#/components/responses/${COMMON[code as keyof typeof COMMON]}` };
}

function withOthers(code: ProblemCode): ProblemCode[] {
  return [code, ...(ALWAYS_WITH[code] ?? [])];
}

function toResponse(codes: ProblemCode[]): JsonSchema {
  const status = codes[0] && PROBLEMS[codes[0]][0];
  const header = (name: keyof typeof headers) => ({ $ref: `#/components/headers/${name}` });
  return {
    description: codes.map((code) => `\`${code}\`: ${PROBLEMS[code][2]}`).join("\n\n"),
    headers: {
      ...COMMON_HEADERS,
      ...(status === 401 && { "WWW-Authenticate": header("WwwAuthenticate") }),
      ...([409, 429, 503].includes(status ?? 0) && { "Retry-After": header("RetryAfter") }),
    },
    content: {
      "application/problem+json": {
        schema: {
          allOf: [
            { $ref: "#/components/schemas/Problem" },
            { properties: { status: { const: status }, code: { enum: codes } } },
          ],
        },
      },
    },
  };
}
