import { describe, expect, it } from "vitest";
import { findUnstorable } from "./storable";

const nested = (depth: number): unknown => JSON.parse("[".repeat(depth) + "]".repeat(depth));

describe("findUnstorable", () => {
  it.each([
    ["NUL in a text", { data: { waba_id: "1\u0000" } }, "data.waba_id"],
    ["NUL in a list", { ids: ["1", "\u0000"] }, "ids.1"],
    ["NUL in a key", { data: { "a\u0000": 1 } }, "data"],
    ["half a surrogate pair", { name: "\ud800" }, "name"],
    ["a bare text", "\u0000", "body"],
    ["nesting without end", { data: nested(20_000) }, "data"],
  ])("names %s", (_, value, field) => expect(findUnstorable(value)?.field).toBe(field));

  it.each([{ a: [{ b: "😀 ok" }], n: null, t: true }, "text", 7, nested(30)])(
    "lets %j be",
    (value) => expect(findUnstorable(value)).toBeUndefined(),
  );
});
