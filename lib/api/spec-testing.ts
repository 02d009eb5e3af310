import type { ValidateFunction } from "ajv";
import Ajv2020 from "ajv/dist/2020";
import addFormats from "ajv-formats";
import { type OpenApiDocument, openApiDocument } from "./openapi";

type Schema = Record<string, unknown>;
const BASE = "http://localhost:3000";
const compiled = new Map<string, ValidateFunction>();
let made: { document: OpenApiDocument; ajv: Ajv2020 } | undefined;

/**
 * Holds an answer against the document that the API serves. `path` is under /api/v1, as sent or as the document has it.
 * Throws when the document knows no such operation, no such status, or describes another body.
 */
export function checkAgainstSpec(
  method: string,
  path: string,
  status: number,
  body: unknown,
): void {
  const { document, ajv } = tools();
  const name = `${method} ${templateOf(document, path)} ${status}`;
  const validate = compiled.get(name) ?? ajv.compile(schemaOf(document, name));
  compiled.set(name, validate);
  if (!validate(body))
    throw new Error(`${name}: ${ajv.errorsText(validate.errors)} in ${JSON.stringify(body)}`);
}

function tools() {
  if (made) return made;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats(ajv);
  made = { document: closed(openApiDocument(BASE)), ajv };
  return made;
}

/** The document lets new fields come; a test takes none that it does not describe. */
export function closed<T>(node: T): T {
  if (Array.isArray(node)) return node.map(closed) as T;
  if (typeof node !== "object" || node === null) return node;
  const copy = Object.fromEntries(Object.entries(node).map(([name, one]) => [name, closed(one)]));
  const isOpen = copy.type === "object" && copy.properties && !("additionalProperties" in copy);
  return (isOpen ? { ...copy, additionalProperties: false } : copy) as T;
}

/** Literal parts go before gaps. */
function templateOf({ paths }: OpenApiDocument, path: string): string {
  const [pathname = ""] = path.split("?");
  const fitting = Object.keys(paths).filter((template) =>
    new RegExp(`^${template.replace(/\{\w+\}/g, "[^/]+")}$`).test(pathname),
  );
  const gaps = (template: string) => template.split("{").length;
  const [found] = fitting.toSorted((one, other) => gaps(one) - gaps(other));
  if (!found) throw new Error(`The document has no ${pathname}.`);
  return found;
}

function schemaOf(document: OpenApiDocument, name: string): Schema {
  const [method = "", template = "", status = ""] = name.split(" ");
  const operation = document.paths[template]?.[method.toLowerCase()];
  const answers = operation?.responses as Record<string, Schema> | undefined;
  const answer = resolved(document, answers?.[status]);
  if (!answer) throw new Error(`The document has no ${name}.`);
  const [content] = Object.values(answer.content as Record<string, { schema: Schema }>);
  return { ...content?.schema, components: document.components };
}

function resolved(document: OpenApiDocument, answer: Schema | undefined): Schema | undefined {
  if (typeof answer?.$ref !== "string") return answer;
  const parts = answer.$ref.replace("#/", "").split("/");
  return parts.reduce<Schema>((inner, part) => inner[part] as Schema, document);
}
