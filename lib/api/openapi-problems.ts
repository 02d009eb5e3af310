import type { JsonSchema } from "./json-schema";
import { PROBLEMS, type ProblemCode } from "./problems";

const CODES = Object.keys(PROBLEMS) as ProblemCode[];
const STATUSES = [...new Set(CODES.map((code) => PROBLEMS[code][0]))];

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
        additionalProperties: false,
      },
    },
  },
  required: ["type", "title", "status", "detail", "code", "requestId"],
  additionalProperties: false,
};

export const headers: Record<string, JsonSchema> = {
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
};

/** One answer per status, with the codes that it may have. */
export const responses: Record<string, JsonSchema> = Object.fromEntries(
  STATUSES.map((status) => [`Problem${status}`, toResponse(status)]),
);

function toResponse(status: number): JsonSchema {
  const codes = CODES.filter((code) => PROBLEMS[code][0] === status);
  const mayWait = [409, 429, 503].includes(status);
  return {
    description: codes.map((code) => `\`${code}\`: ${PROBLEMS[code][2]}`).join("\n\n"),
    headers: {
      "X-Request-Id": { $ref: "#/components/headers/RequestId" },
      ...(status === 401 && {
        "WWW-Authenticate": { $ref: "#/components/headers/WwwAuthenticate" },
      }),
      ...(mayWait && { "Retry-After": { $ref: "#/components/headers/RetryAfter" } }),
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
