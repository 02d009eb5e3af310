import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { ROOT } from "./paths";

const namesIn = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map((match) => match[1]).sort();

it("lists every variable that the portal reads, and no other", () => {
  const source = readFileSync(path.join(ROOT, "lib/env-variables.ts"), "utf8");
  const schema = /const Variables = z\.object\(\{\n([\s\S]*?)\n\}\);/.exec(source)?.[1] ?? "";
  const known = namesIn(schema, /^ {2}([A-Z_]+):/gm);
  const example = readFileSync(path.join(ROOT, ".env.example"), "utf8");
  expect(known.length).toBeGreaterThan(10);
  expect(namesIn(example, /^([A-Z_]+)=/gm)).toEqual(known);
});
