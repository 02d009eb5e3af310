import { Validator } from "@seriousme/openapi-schema-validator";
import Ajv2020 from "ajv/dist/2020";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { EVENT_TYPES } from "@/lib/endpoints/states";
import { EXAMPLES } from "./examples";
import { openApiDocument } from "./openapi";
import { OPERATIONS } from "./operations";
import { closed } from "./spec-testing";

const document = openApiDocument("https://connect.example.com");

it("is a valid document", async () => {
  const copy = structuredClone(document);
  expect(await new Validator().validate(copy)).toEqual({ valid: true });
});

it("names every type of event that endpoints are sent", () => {
  expect(Object.keys(document.webhooks as object)).toEqual([...EVENT_TYPES]);
});

it("names every operation once", () => {
  const ids = OPERATIONS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const places = OPERATIONS.map(({ method, path }) => `${method} ${path}`);
  expect(new Set(places).size).toBe(places.length);
});

it("describes what it holds", () => {
  for (const { id, summary, description, tag } of OPERATIONS) {
    expect([summary, description].every(Boolean), id).toBe(true);
    expect((document.tags as { name: string }[]).map(({ name }) => name)).toContain(tag);
  }
});

it("closes what is sent against unknown fields, and leaves answers open for new ones", () => {
  const { schemas } = document.components as { schemas: Record<string, object> };
  for (const [name, schema] of Object.entries(schemas))
    expect([name, JSON.stringify(schema).includes('"additionalProperties":false')]).toEqual([
      ...[name, false],
    ]);
  const { post } = document.paths["/links"] as Record<string, { requestBody: object }>;
  expect(JSON.stringify(post?.requestBody)).toContain('"additionalProperties":false');
});

/** The names of the schemas that a part of the document is made of. */
function schemasIn(part: unknown, found = new Set<string>()): Set<string> {
  const { schemas } = document.components;
  for (const [, name = ""] of JSON.stringify(part).matchAll(/components\/schemas\/(\w+)/g))
    if (!found.has(name)) schemasIn(schemas[name], found.add(name));
  return found;
}

describe("examples", () => {
  it("are there of all that endpoints are sent, and of endpoints and deliveries themselves", () => {
    const operations = Object.values(document.paths).flatMap((item) => Object.values(item));
    const own = operations.filter(({ tags }) => /Endpoints|Events/.test(String(tags)));
    const names = [...schemasIn([own, document.webhooks])];
    const objects = names.filter((name) => name !== "Problem" && !name.endsWith("List"));
    expect(objects.length).toBeGreaterThan(10);
    expect(objects.filter((name) => !EXAMPLES[name])).toEqual([]);
  });

  const ajv = new Ajv2020({ strict: false });
  addFormats(ajv);
  ajv.addSchema(closed(document), "document");

  it("are there for every object of tenants, links, signups, connections and numbers", () => {
    const tags = ["Tenants", "Links", "Signups", "Connections", "Numbers"];
    const ids = OPERATIONS.filter(({ tag }) => tags.includes(tag)).flatMap(
      ({ response }) => (response.meta() as { id?: string } | undefined)?.id ?? [],
    );
    const objects = ids.filter((id) => !id.endsWith("List"));
    const listed = ids.filter((id) => id.endsWith("List")).map((id) => itemOf(id));
    expect(ids.length).toBeGreaterThan(20);
    for (const id of [...objects, ...listed]) expect([id, id in EXAMPLES]).toEqual([id, true]);
  });

  it.each(Object.keys(EXAMPLES))("%s is as its schema says", (name) => {
    const validate = ajv.getSchema(`document#/components/schemas/${name}`);
    validate?.(EXAMPLES[name]);
    expect(validate?.errors).toBeNull();
  });

  type Post = { requestBody: { content: Record<string, { schema: object; example: unknown }> } };
  const webhooks = Object.entries(document.webhooks as Record<string, { post: Post }>);
  it.each(webhooks)("the webhook %s has one that is as its schema says", (_, { post }) => {
    const { schema, example } = post.requestBody.content["application/json"] ?? {};
    const validate = ajv.compile({ ...schema, components: document.components });
    validate(example);
    expect(validate.errors).toBeNull();
  });

  const bodies = OPERATIONS.filter(({ body }) => body);
  it.each(bodies)("$id has a body that it would take", ({ body, example }) => {
    expect(example).toBeDefined();
    expect(body?.safeParse(example).error?.issues).toBeUndefined();
  });
});

/** The name of what a list holds. */
function itemOf(list: string): string {
  const { schemas } = document.components as { schemas: Record<string, unknown> };
  const [, name = list] = JSON.stringify(schemas[list]).match(/schemas\/(\w+)"/) ?? [];
  return name;
}
