import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { ERROR_STATUS, type ErrorCode } from "@/lib/errors";
import { OPERATIONS } from "./operations";
import { isProblemCode, PROBLEMS } from "./problems";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** The project's files that are behind the operations, found by their imports of values. */
function filesBehind(entry: string, found = new Set<string>()): Set<string> {
  if (found.has(entry)) return found;
  found.add(entry);
  const text = readFileSync(entry, "utf8");
  for (const [, name = ""] of text.matchAll(/^(?:import|\}) (?!type )[^;]*?from "([^"]+)";/gms)) {
    const base = name.startsWith("@/")
      ? path.join(ROOT, name.slice(2))
      : path.resolve(entry, "..", name);
    if (existsSync(`${base}.ts`)) filesBehind(`${base}.ts`, found);
  }
  return found;
}

/** Thrown by what the operations share files with, for people only. */
const FOR_PEOPLE = ["last_owner", "blocked"];

it("has every reason that an operation may be refused for, with the status that it is thrown with", () => {
  const files = [...filesBehind(path.join(ROOT, "lib/api/operations.ts"))];
  const thrown = files.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/reason: "(\w+)"/g)].map(([, reason = ""]) => reason),
  );
  const reasons = new Set(thrown.filter((reason) => !FOR_PEOPLE.includes(reason)));
  expect(reasons.size).toBeGreaterThan(20);
  for (const reason of reasons) expect([reason, isProblemCode(reason)]).toEqual([reason, true]);
  const pairs = files.flatMap((file) => [
    ...readFileSync(file, "utf8").matchAll(/AppError\(\s*"(\w+)"[^;]*?reason: "(\w+)"/g),
  ]);
  for (const [, code, reason = ""] of pairs)
    if (isProblemCode(reason) && code && code in ERROR_STATUS)
      expect([reason, PROBLEMS[reason][0]]).toEqual([reason, ERROR_STATUS[code as ErrorCode]]);
});

it("has every code of the verbs with its status", () => {
  for (const [code, status] of Object.entries(ERROR_STATUS))
    expect([code, isProblemCode(code) && PROBLEMS[code][0]]).toEqual([code, status]);
});

it("leaves no operation with a code that says nothing of what stands in its way", () => {
  for (const { id, problems } of OPERATIONS)
    expect([id, problems.filter((code) => ["conflict", "gone"].includes(code))]).toEqual([id, []]);
});
