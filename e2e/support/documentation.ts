import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { TestInfo } from "@playwright/test";
import { transform } from "esbuild";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** The blocks of one language under a heading of a document, as a reader would copy them. */
export function codeOf(file: string, heading: string, language: string): string[] {
  const text = readFileSync(path.join(ROOT, file), "utf8");
  const [, after = ""] = text.split(new RegExp(`^#+ ${heading}$`, "m"));
  const [section = ""] = after.split(/^## /m);
  return [...section.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, "gs"))].map(
    ([, code = ""]) => code,
  );
}

/** Loads a block of JavaScript or TypeScript as a module, from where the project's packages are found. */
export async function loadCode<T>(code: string, test: TestInfo): Promise<T> {
  const file = test.outputPath("documented.mjs");
  writeFileSync(file, (await transform(code, { loader: "ts", format: "esm" })).code);
  return (await import(pathToFileURL(file).href)) as T;
}

export type Command = {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string;
};

/** The requests of a block of `curl` commands, with their variables filled in. */
export function commandsOf(code: string, variables: Record<string, string>): Command[] {
  const filled = code
    .replaceAll("\\\n", " ")
    .replace(/\$(\w+)/g, (_, name: string) => variables[name] ?? `$${name}`);
  return filled
    .split("\n")
    .filter((line) => line.startsWith("curl "))
    .map((line) => {
      const body = /-d '([^']*)'/.exec(line)?.[1];
      const headers = [...line.matchAll(/-H "([^:"]+): ([^"]*)"/g)];
      return {
        method: /-X (\w+)/.exec(line)?.[1] ?? (body === undefined ? "GET" : "POST"),
        path: /https?:\/\/[^/\s"]+([^\s"]*)/.exec(line)?.[1] ?? "",
        headers: Object.fromEntries(headers.map(([, name = "", value = ""]) => [name, value])),
        ...(body !== undefined && { body }),
      };
    });
}
