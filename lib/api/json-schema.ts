import { z } from "zod";

export type JsonSchema = Record<string, unknown>;
export type Components = Record<string, JsonSchema>;

/** Formats say it; what zod adds to them is longer than it helps a reader. */
const FORMATS = ["uuid", "date-time", "date", "email", "uri"];

/** A schema as OpenAPI 3.1 has it; what has an id of its own is put into `components` and referred to. */
export function toJsonSchema(
  schema: z.ZodType,
  { io, components }: { io: "input" | "output"; components: Components },
): JsonSchema {
  const { properties, $defs } = z.toJSONSchema(z.object({ schema }), {
    io,
    override: ({ jsonSchema }) => {
      // New fields may come to an answer at any time.
      if (io === "output" && jsonSchema.additionalProperties === false)
        delete jsonSchema.additionalProperties;
      if (FORMATS.includes(String(jsonSchema.format))) delete jsonSchema.pattern;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if ("example" in jsonSchema) {
        jsonSchema.examples = [jsonSchema.example];
        delete jsonSchema.example;
      }
    },
  });
  const placed = { properties, $defs: $defs ?? {} };
  const moved = JSON.parse(
    JSON.stringify(placed).replaceAll('"#/$defs/', '"#/components/schemas/'),
  ) as { properties: { schema: JsonSchema }; $defs: Components };
  for (const [name, { id: _, ...definition }] of Object.entries(moved.$defs))
    components[name] = definition;
  return moved.properties.schema;
}
