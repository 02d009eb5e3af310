import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "./paths";

const FOLDERS = ["app", "components"];
const ALLOWED = [
  /^export async function \w+/,
  /^export const \w+\s*=\s*formAction\s*[<(]/,
  /^export (type|interface) /,
];

/** The exports of a "use server" file that are no action: each would be a public endpoint unguarded. */
export function strayExports(source: string): string[] {
  if (!/^(\s|\/\/.*\n|\/\*[\s\S]*?\*\/)*["']use server["']/.test(source)) return [];
  return [...source.matchAll(/^export\b/gm)]
    .map(({ index }) => source.slice(index))
    .filter((text) => !ALLOWED.some((pattern) => pattern.test(text)))
    .map((text) => text.split("\n", 1)[0] ?? "");
}

function check(): void {
  const files = FOLDERS.map((folder) => path.join(ROOT, folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) =>
        path.join(folder, name),
      ),
    )
    .filter((file) => /\.tsx?$/.test(file));
  const problems = files.flatMap((file) =>
    strayExports(readFileSync(file, "utf8")).map((line) => `${path.relative(ROOT, file)}: ${line}`),
  );
  if (problems.length === 0) return;
  console.error(
    `A "use server" file exports only async functions or formAction(…):\n  ${problems.join("\n  ")}`,
  );
  process.exit(1);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) check();
