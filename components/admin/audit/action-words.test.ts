import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { ACTIONS } from "./action-words";

it("has words for every action that a verb records", () => {
  const files = readdirSync("lib", { recursive: true, encoding: "utf8" });
  const verbs = files.filter((path) => path.endsWith(".ts") && !/test(ing)?[^/]*$/.test(path));
  const recorded = verbs.flatMap((path) =>
    [...readFileSync(`lib/${path}`, "utf8").matchAll(/\baction: "([a-z_]+\.[a-z_]+)"/g)].map(
      ([, it]) => it,
    ),
  );
  expect(new Set(recorded).size).toBeGreaterThan(30);
  expect([...new Set(recorded)].filter((one) => !ACTIONS.some((it) => it === one))).toEqual([]);
});
