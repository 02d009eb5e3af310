import { z } from "zod";
import { AppError, notFound } from "@/lib/errors";
import { fieldMessage } from "@/lib/http/field-messages";
import { parseJson, refuseUnstorable } from "@/lib/http/read-json";
import type { Input, Operation } from "./operation";

const BASE = "/api/v1";

/**
 * Everything that a request says, parsed by its operation's schemas. Throws ZodError, malformed_body, invalid_input,
 * and not_found for an id that can be nobody's.
 */
export function readInput(operation: Operation, url: URL, text: string): Input {
  const given = { params: paramsIn(operation.path, url.pathname), query: queryOf(url) };
  refuseUnstorable(given);
  const body = operation.method === "GET" ? {} : parseJson(text);
  return {
    params: parsedParams(operation, given.params),
    query: parsed(operation.query, given.query),
    body: parsed(operation.body, body),
  };
}

/** Throws not_found for a path that the API does not have. */
export function refuseUnknownPath(pathname: string): never {
  const known = pathname.length <= 100 ? pathname : `${pathname.slice(0, 100)}…`;
  throw new AppError("not_found", `There is nothing at ${known}.`);
}

const NOTHING = z.strictObject({});

function parsed(schema: z.ZodType | undefined, value: unknown): Record<string, unknown> {
  return (schema ?? NOTHING).parse(value, { error: fieldMessage }) as Record<string, unknown>;
}

/** What cannot be an id is nobody's; the ISV's own ids may be anything. */
function parsedParams({ params }: Operation, given: Record<string, string>) {
  const result = (params ?? NOTHING).safeParse(given, { error: fieldMessage });
  if (result.success) return result.data as Record<string, unknown>;
  const [name = ""] = result.error.issues.map(({ path }) => String(path[0]));
  if (name === "externalId") throw result.error;
  throw notFound(name.replace(/Id$/, ""));
}

/** What stands in the gaps of a path. */
function paramsIn(path: string, pathname: string): Record<string, string> {
  const parts = pathname.slice(BASE.length).split("/");
  return Object.fromEntries(
    path.split("/").flatMap((part, index) => {
      const [, name] = part.match(/^\{(\w+)\}$/) ?? [];
      return name ? [[name, decoded(parts[index] ?? "")] as const] : [];
    }),
  );
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new AppError("not_found", "This address is not a valid one.");
  }
}

function queryOf({ searchParams }: URL): Record<string, string> {
  const twice = [...searchParams.keys()].find((name) => searchParams.getAll(name).length > 1);
  if (twice !== undefined) {
    const errors = [{ field: twice.slice(0, 60), message: "Give this parameter once." }];
    throw new AppError("invalid_input", "A parameter was given twice.", { errors });
  }
  return Object.fromEntries(searchParams);
}
