import { EXAMPLES } from "./examples";
import { API_VERSION, INTRODUCTION } from "./introduction";
import { type Components, type JsonSchema, toJsonSchema } from "./json-schema";
import { COMMON_HEADERS, headers, PROBLEM_SCHEMA, problemsOf, responses } from "./openapi-problems";
import { openApiWebhooks } from "./openapi-webhooks";
import { type Operation, TAGS } from "./operation";
import { OPERATIONS } from "./operations";

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
      [operation.status]: toSuccess(operation, components),
      ...(operation.mayCreate && { 201: toSuccess(operation, components) }),
      ...problemsOf(operation),
    },
  };
}

function toSuccess({ isIdempotent, response }: Operation, components: Components): JsonSchema {
  return {
    description: "Done.",
    headers: {
      ...COMMON_HEADERS,
      ...(isIdempotent && {
        "Idempotency-Replayed": { $ref: "#/components/headers/IdempotencyReplayed" },
      }),
    },
    content: {
      "application/json": { schema: toJsonSchema(response, { io: "output", components }) },
    },
  };
}

const IDEMPOTENCY_KEY = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description:
    "Makes it safe to send the same request again: once it has succeeded, it is answered as the first time for 24 hours. A refusal is not kept.",
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
