import fc from "fast-check";
import { openApiDocument } from "./openapi";

type Schema = {
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  additionalProperties?: boolean | Schema;
  minimum?: number;
  maximum?: number;
  examples?: unknown[];
};
type Parameter = { name: string; in: string; required: boolean; schema: Schema };
type Described = {
  operationId: string;
  parameters: Parameter[];
  requestBody?: { content: { "application/json": { schema: Schema; example?: unknown } } };
};
export type Fuzzed = { path: string; body: string | undefined };

/** Every operation of the document, with requests to it that are right, nearly right and quite wrong. */
export function fuzzable(ids: fc.Arbitrary<string>) {
  const { paths } = openApiDocument("http://localhost:3000");
  return Object.entries(paths).flatMap(([template, item]) =>
    Object.entries(item).map(([method, described]) => {
      const operation = described as unknown as Described;
      return {
        name: operation.operationId,
        method: method.toUpperCase(),
        requests: requestsTo(template, method, { operation, ids }),
      };
    }),
  );
}

function requestsTo(
  template: string,
  method: string,
  { operation, ids }: { operation: Described; ids: fc.Arbitrary<string> },
): fc.Arbitrary<Fuzzed> {
  const gaps = operation.parameters.filter(({ in: where }) => where === "path");
  const query = operation.parameters.filter(({ in: where }) => where === "query");
  const content = operation.requestBody?.content["application/json"];
  return fc.record({
    path: fc
      .tuple(
        fc.record(Object.fromEntries(gaps.map(({ name }) => [name, segment(ids)]))),
        queries(query, ids),
      )
      .map(([params, given]) => pathOf(template, params, given)),
    body:
      method === "get" ? fc.constant(undefined) : bodies(content?.schema, content?.example, ids),
  });
}

function pathOf(
  template: string,
  params: Record<string, string>,
  query: Record<string, string>,
): string {
  const path = template.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(params[name] ?? ""));
  const search = new URLSearchParams(query);
  return search.size > 0 ? `${path}?${search}` : path;
}

/** What a router would not take for another path. */
const segment = (ids: fc.Arbitrary<string>) =>
  fc
    .oneof({ weight: 9, arbitrary: ids }, text({ minLength: 1, maxLength: 300 }))
    .filter((one) => !/\p{Cs}/u.test(one) && !/^\.{0,2}$/.test(one));

/** Up to three parameters, seldom one that is not right or not known. */
function queries(
  parameters: Parameter[],
  ids: fc.Arbitrary<string>,
): fc.Arbitrary<Record<string, string>> {
  const needed = parameters.filter(({ required }) => required);
  const some = fc.subarray(parameters, { maxLength: Math.min(3, parameters.length) });
  const unknown = { name: "more", in: "query", required: false, schema: {} };
  const names = fc.oneof(
    { weight: 9, arbitrary: some.map((chosen) => [...needed, ...chosen]) },
    some.map((chosen) => [...chosen, unknown]),
  );
  return names.chain((chosen) =>
    fc.record(Object.fromEntries(chosen.map(({ name, schema }) => [name, queryText(schema, ids)]))),
  );
}

const queryText = (schema: Schema, ids: fc.Arbitrary<string>) =>
  fc
    .oneof({ weight: 9, arbitrary: valid(schema, ids).map(String) }, text({ maxLength: 300 }))
    .map((one) => one.replace(/\p{Cs}/gu, ""));

function bodies(
  schema: Schema | undefined,
  example: unknown,
  ids: fc.Arbitrary<string>,
): fc.Arbitrary<string | undefined> {
  const wrong = fc.jsonValue({ maxDepth: 4 });
  const right = schema ? valid(schema, ids) : fc.constant({});
  const near = fc
    .tuple(fc.oneof(right, fc.constant(example ?? {})), fc.string({ maxLength: 12 }), wrong)
    .map(([body, name, value]) => ({ ...(body as object), [name]: value }));
  const spoilt = fc
    .tuple(right, fc.nat(), fc.oneof(wrong, fc.string({ unit: "binary", maxLength: 40 })))
    .map(([body, index, value]) => {
      const names = Object.keys(body as object);
      const name = names[index % Math.max(1, names.length)];
      return name === undefined ? body : { ...(body as object), [name]: value };
    });
  const json = fc.oneof(
    { weight: 3, arbitrary: right },
    near,
    { weight: 3, arbitrary: spoilt },
    wrong,
  );
  return fc.oneof(
    { weight: 12, arbitrary: json.map((value) => JSON.stringify(value)) },
    { weight: 4, arbitrary: fc.constant(JSON.stringify(example ?? {})) },
    fc.string({ maxLength: 40 }),
    fc.constant(undefined),
  );
}

const text = (given: fc.StringConstraints) => fc.string({ unit: "grapheme", ...given });

/** What a schema takes, as far as JSON Schema says it. */
function valid(schema: Schema, ids: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => valid(one, ids)));
  const [type = "string"] = [schema.type ?? "string"].flat();
  switch (type) {
    case "null":
      return fc.constant(null);
    case "boolean":
      return fc.boolean();
    case "integer":
      return fc.integer({ min: schema.minimum ?? -5, max: schema.maximum ?? 100_000 });
    case "array":
      return fc.array(valid(schema.items ?? {}, ids), { maxLength: 5 });
    case "object":
      return objectOf(schema, ids);
    default:
      return textOf(schema, ids);
  }
}

function objectOf(schema: Schema, ids: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  const { properties, required = [], additionalProperties: more } = schema;
  if (!properties) {
    const values = typeof more === "object" ? valid(more, ids) : fc.string();
    return fc.dictionary(fc.string({ minLength: 1, maxLength: 45 }), values, { maxKeys: 25 });
  }
  const fields = Object.entries(properties).map(([name, one]) => [name, valid(one, ids)] as const);
  return fc.record(Object.fromEntries(fields), { requiredKeys: required });
}

function textOf({ format, examples }: Schema, ids: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  if (format === "uuid") return ids;
  if (format === "date") return day;
  if (format === "date-time") return day.map((one) => `${one}T09:30:00Z`);
  if (format === "email") return fc.emailAddress();
  const free = fc.oneof(text({ maxLength: 60 }), ids, fc.webUrl());
  return examples ? fc.oneof(fc.constantFrom(...examples), free) : free;
}

const day = fc
  .date({ min: new Date("2020-01-01"), max: new Date("2035-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
