import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { OPERATIONS } from "@/lib/api/operations";

/** Routes that are no operation. */
const OTHERS = ["[[...path]]", "openapi.json"];
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];

type RouteModule = Record<string, unknown>;
const files = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })
  .filter((file) => path.basename(file) === "route.ts")
  .map((file) => path.dirname(file).split(path.sep).join("/"))
  .filter((folder) => !OTHERS.includes(folder));

const load = (folder: string): Promise<RouteModule> =>
  import(/* @vite-ignore */ path.join(import.meta.dirname, folder, "route.ts"));
const templateOf = (folder: string) => `/${folder.replace(/\[(\w+)\]/g, "{$1}")}`;

it("has a route for every operation, and an operation for every route", async () => {
  const routes = await Promise.all(
    files.map(async (folder) => {
      const route = await load(folder);
      return METHODS.flatMap((method) => {
        const id = operationIdOf(route[method]);
        return id ? [`${method} ${templateOf(folder)} ${id}`] : [];
      });
    }),
  );
  const operations = OPERATIONS.map(({ method, path: at, id }) => `${method} ${at} ${id}`);
  expect(routes.flat().toSorted()).toEqual(operations.toSorted());
});

it.each(files)("%s answers every method", async (folder) => {
  const route = await load(folder);
  for (const method of [...METHODS, "OPTIONS"])
    expect(route[method], method).toBeTypeOf("function");
  const operations = METHODS.filter((method) => operationIdOf(route[method]));
  const source = readFileSync(path.join(import.meta.dirname, folder, "route.ts"), "utf8");
  const named = operations.map((method) => `"${method}"`).join(", ");
  expect(source).toContain(`otherMethods(${named})`);
});

function operationIdOf(handler: unknown): string | undefined {
  return (handler as { operation?: { id: string } } | undefined)?.operation?.id;
}
