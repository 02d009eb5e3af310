import { EVENT_EXAMPLES } from "@/lib/endpoints/event-examples";
import { payloadSchemaOf } from "@/lib/endpoints/event-schemas";
import { type EndpointEventType, EVENT_TYPES, type EventType } from "@/lib/endpoints/states";
import { getTranslator } from "@/lib/i18n/translator";
import { type Components, type JsonSchema, toJsonSchema } from "./json-schema";

/** What endpoints are posted, by type: the section `webhooks` of the document. Shared schemas go into `components`. */
export function openApiWebhooks(components: Components): Record<string, JsonSchema> {
  return Object.fromEntries(EVENT_TYPES.map((type) => [type, { post: toPost(type, components) }]));
}

function toPost(type: EventType, components: Components): JsonSchema {
  return {
    tags: ["Events"],
    summary: type,
    description: whenOf(type),
    security: [],
    parameters: HEADERS,
    requestBody: {
      required: true,
      content: {
        "application/json": {
          schema: toJsonSchema(payloadSchemaOf(type), { io: "output", components }),
          example: EVENT_EXAMPLES[type],
        },
      },
    },
    responses: {
      "2XX": { description: "Taken. Answer within 10 seconds, and work afterwards." },
      "410": { description: "Gone: Perch stops the endpoint at once." },
      default: { description: "Not taken: it is sent again." },
    },
  };
}

function whenOf(type: EventType): string {
  if (type === "endpoint.test") return "You asked for a test.";
  const key = type.replace(".", "_") as ReplaceDot<EndpointEventType>;
  return getTranslator("en")(`endpoints.types.${key}`);
}
type ReplaceDot<T extends string> = T extends `${infer A}.${infer B}` ? `${A}_${B}` : never;

const header = (name: string, description: string) => ({
  ...{ name, in: "header", required: true, description, schema: { type: "string" } },
});
const HEADERS = [
  header("webhook-id", "The event's id, the same at every try: skip what you have seen."),
  header("webhook-timestamp", "When this try was sent, in unix seconds: refuse an old one."),
  header(
    "webhook-signature",
    "`v1,` and the HMAC-SHA256, in base64, of `{webhook-id}.{webhook-timestamp}.{body}`; several, by spaces, after a rotation.",
  ),
];
