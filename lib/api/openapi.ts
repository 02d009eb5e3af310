import { EXAMPLES } from "./examples";
import { API_VERSION, INTRODUCTION } from "./introduction";
import { type Components, type JsonSchema, toJsonSchema } from "./json-schema";
import { headers, PROBLEM_SCHEMA, responses } from "./openapi-problems";
import { openApiWebhooks } from "./openapi-webhooks";
import { type Operation, TAGS } from "./operation";
import { OPERATIONS } from "./operations";
import { PROBLEMS, type ProblemCode } from "./problems";

type PathItem = Record<string, JsonSchema>;
export type OpenApiDocument = {
  openapi: "3.1.1";
  paths: Record<string, PathItem>;
  components: { schemas: Components } & Record<string, unknown>;
} & Record<string, unknown>;

/** The OpenAPI document of the API, made of its operations. */
export function openApiDocument(appUrl: string): OpenApiDocument {
  const schemas: Components = { Problem: PROBLEM_SCHEMA };
  const paths: Record<string, PathItem> = {};
  for (const operation of OPERATIONS) {
    const item = paths[operation.path] ?? {};
    item[operation.method.toLowerCase()] = toOperation(operation, schemas);
    paths[operation.path] = item;
  }
  const webhooks = openApiWebhooks(schemas);
  for (const [name, example] of Object.entries(EXAMPLES))
    if (schemas[name]) schemas[name] = { ...schemas[name], examples: [example] };
  return {
    openapi: "3.1.1",
    info: { title: "Perch API", version: API_VERSION, description: INTRODUCTION },
    servers: [{ url: `${appUrl}/api/v1` }],
    externalDocs: { url: `${appUrl}/docs/api`, description: "Reference" },
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    security: [{ apiKey: [] }],
    paths,
    webhooks,
    components: {
      schemas,
      responses,
      headers,
      securitySchemes: {
        apiKey: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "perch_…",
          description: "An API key from the console's page API keys.",
        },
      },
    },
  };
}

function toOperation(operation: Operation, components: Components): JsonSchema {
  const { id, tag, summary, description, scope } = operation;
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: `${description}\n\nScope: \`${scope}\``,
    "x-scope": scope,
    parameters: [
      ...parametersOf(operation, "path", components),
      ...parametersOf(operation, "query", components),
      ...(operation.isIdempotent ? [IDEMPOTENCY_KEY] : []),
    ],
    ...(operation.body && {
      requestBody: {
        required: true,
        content: {
          "application/json": {
            schema: toJsonSchema(operation.body, { io: "input", components }),
            ...(operation.example && { example: operation.example }),
          },
        },
      },
    }),
    responses: {
      [operation.status]: {
        description: "Done.",
        headers: {
          ...COMMON_HEADERS,
          ...(operation.isIdempotent && {
            "Idempotency-Replayed": ref("headers", "IdempotencyReplayed"),
          }),
        },
        content: {
          "application/json": {
            schema: toJsonSchema(operation.response, { io: "output", components }),
          },
        },
      },
      ...Object.fromEntries(
        statusesOf(operation).map((status) => [status, ref("responses", `Problem${status}`)]),
      ),
    },
  };
}

const ref = (kind: string, name: string) => ({ $ref: `#/components/${kind}/${name}` });

const COMMON_HEADERS = {
  "X-Request-Id": ref("headers", "RequestId"),
  "RateLimit-Limit": ref("headers", "RateLimitLimit"),
  "RateLimit-Remaining": ref("headers", "RateLimitRemaining"),
  "RateLimit-Reset": ref("headers", "RateLimitReset"),
};

const IDEMPOTENCY_KEY = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description:
    "Makes it safe to send the same request again: within 24 hours it is answered as the first time.",
  schema: { type: "string", minLength: 1, maxLength: 255, pattern: "^[\\x21-\\x7e]+$" },
};

function parametersOf(
  { params, query }: Operation,
  where: "path" | "query",
  components: Components,
): JsonSchema[] {
  const given = where === "path" ? params : query;
  if (!given) return [];
  const { properties, required } = toJsonSchema(given, { io: "input", components }) as {
    properties: Record<string, JsonSchema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    ...{ name, in: where },
    required: where === "path" || (required ?? []).includes(name),
    ...(description !== undefined && { description }),
    schema,
  }));
}

/** What any operation may be answered with, and what this one may be beyond that. */
function statusesOf({ problems, method, isIdempotent }: Operation): number[] {
  const common: ProblemCode[] = [
    ...([
      "unauthenticated",
      "forbidden",
      "invalid_input",
      "too_many_requests",
      "internal",
    ] as const),
    ...(method === "GET" ? [] : (["malformed_body", "too_large"] as const)),
    ...(isIdempotent ? (["idempotency_in_progress"] as const) : []),
  ];
  const statuses = [...common, ...problems].map((code) => PROBLEMS[code][0]);
  return [...new Set(statuses)].toSorted((one, other) => one - other);
}
