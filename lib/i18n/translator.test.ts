import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { FAILURE_CODES, PARTIES } from "@/lib/failures";
import en from "@/messages/en.json";
import { getTranslator } from "./translator";

const ROOTS = ["app", "components", "lib"];

describe("the English catalogue", () => {
  const keys = leaves(en);
  const sources = ROOTS.flatMap((root) => files(root)).map((file) => readFileSync(file, "utf8"));
  const patterns = sources.flatMap(keyPatterns);

  it.each(FAILURE_CODES)("has three texts for %s", (code) => {
    const texts = en.failures[code];
    expect(Object.keys(texts)).toEqual(expect.arrayContaining(["action", "hint", "sentence"]));
    expect(Object.values(texts).every((text) => text.length > 10)).toBe(true);
  });

  it("names every party, and no failure that does not exist", () => {
    expect(Object.keys(en.parties).sort()).toEqual([...PARTIES].sort());
    expect(Object.keys(en.failures).sort()).toEqual([...FAILURE_CODES].sort());
  });

  it("holds no key that nothing uses", () => {
    expect(keys.filter((key) => !patterns.some((pattern) => pattern.test(key)))).toEqual([]);
  });

  it("lacks no key that the code names", () => {
    const named = sources.flatMap((text) => [...text.matchAll(/\bt(?:\.raw)?\(\s*"([\w.]+)"/g)]);
    const missing = named.map((match) => match[1] ?? "").filter((key) => !keys.includes(key));
    expect(missing).toEqual([]);
  });

  it("falls back to English", () => {
    expect(getTranslator("xx")("parties.meta")).toBe("Meta");
  });
});

/** Dotted string literals, and template literals whose placeholders stand for one part of a key. */
function keyPatterns(text: string): RegExp[] {
  const literals = [
    ...text.matchAll(/\bt(?:\.raw)?\(\s*["`]([^"`]+)["`]/g),
    ...text.matchAll(/["`]([\w${}.[\]()?!"' ]+\.[\w${}.[\]()?!"' ]+)["`]/g),
  ];
  // A part of the catalogue that is taken whole, as `en.doctor.checks`.
  const parts = [...text.matchAll(/\ben((?:\.[a-zA-Z]+)+)/g)].map(
    ([, path = ""]) => new RegExp(`^${escapeRegex(path.slice(1))}\\.`),
  );
  const named = literals.flatMap((match) => {
    const parts = (match[1] ?? "").split(/\$\{[^}]*\}/);
    if (parts.join("") === "." || !/^[a-zA-Z]+\./.test(parts[0] ?? "")) return [];
    return [new RegExp(`^${parts.map(escapeRegex).join("[\\w-]+")}$`)];
  });
  return [...parts, ...named];
}

function escapeRegex(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function leaves(value: object, prefix = ""): string[] {
  return Object.entries(value).flatMap(([key, child]) =>
    typeof child === "string" || Array.isArray(child)
      ? [prefix + key]
      : leaves(child as object, `${prefix}${key}.`),
  );
}

function files(directory: string): string[] {
  const root = path.join(import.meta.dirname, "../..", directory);
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.test)\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
}
