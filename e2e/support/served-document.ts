import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

type Json = Record<string, unknown>;
type Document = { paths: Record<string, Record<string, { responses: Json }>>; components: Json };
type Answer = { method: string; path: string; status: number; body: unknown };

/** Holds answers of the API against the document that the portal serves; throws when one is not as described. */
export async function readServedDocument(portalUrl: string): Promise<(answer: Answer) => void> {
  const answer = await fetch(`${portalUrl}/api/v1/openapi.json`);
  const document = (await answer.json()) as Document;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats(ajv);
  return ({ method, path, status, body }) => {
    const name = `${method} ${path}: ${status}`;
    const schema = schemaOf(document, { method, path, status });
    if (!schema) throw new Error(`${name} is not in the document.`);
    const isValid = ajv.validate({ ...schema, components: document.components }, body);
    if (!isValid) throw new Error(`${name}: ${ajv.errorsText()} in ${JSON.stringify(body)}`);
  };
}

function schemaOf(document: Document, { method, path, status }: Omit<Answer, "body">) {
  const [pathname = ""] = path.replace(/^\/api\/v1/, "").split("?");
  const [template = ""] = Object.keys(document.paths)
    .filter((one) => new RegExp(`^${one.replace(/\{\w+\}/g, "[^/]+")}$`).test(pathname))
    .toSorted((one, other) => one.split("{").length - other.split("{").length);
  const described = document.paths[template]?.[method.toLowerCase()]?.responses[status];
  const { content } = followed(document, described as Json | undefined) ?? {};
  return Object.values((content ?? {}) as Record<string, { schema: Json }>)[0]?.schema;
}

function followed(document: Document, part: Json | undefined): Json | undefined {
  if (typeof part?.$ref !== "string") return part;
  const steps = part.$ref.replace("#/", "").split("/");
  return steps.reduce<Json>((inner, step) => inner[step] as Json, document as unknown as Json);
}
