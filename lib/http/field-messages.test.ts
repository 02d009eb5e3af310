import { expect, it } from "vitest";
import { z } from "zod";
import { OPERATIONS } from "@/lib/api/operations";
import { PageQuery } from "@/lib/api/paging";
import { fieldMessage } from "./field-messages";
import { fieldErrors } from "./problem";

const messageOf = (schema: z.ZodType, value: unknown) => {
  const { error } = schema.safeParse(value, { error: fieldMessage });
  return error && fieldErrors(error)[0]?.message;
};

it.each([
  ["what is missing", z.strictObject({ name: z.string() }), {}, "Required."],
  ["another type", z.boolean(), "yes", "Send true or false."],
  ["no number", z.coerce.number(), "abc", "Send a number."],
  ["half a number", z.number().int(), 1.5, "Send a whole number."],
  ["an unknown word", z.enum(["own", "any"]), "mine", "Send one of: own, any."],
  ["nothing", z.string().min(1), "", "Write something here."],
  ["too long a text", z.string().max(3), "abcd", "Send at most 3 characters."],
  ["too little", z.number().min(15), 3, "Send at least 15."],
  ["too many", z.array(z.string()).max(1), ["a", "b"], "Send at most 1 items."],
  ["no address", z.email(), "ada", "Write an email address, for example ada@example.com."],
  ["no time", z.iso.datetime(), "today", "Send a time, for example 2026-11-26T09:30:00Z."],
  ["no day", z.iso.date(), "today", "Send a day, for example 2026-11-26."],
  ["what its schema has words for", z.string().min(1, "Give it a name."), "", "Give it a name."],
  ["a page's length", z.strictObject(PageQuery), { limit: "abc" }, "Send a number from 1 to 100."],
  ["too long a page", z.strictObject(PageQuery), { limit: 101 }, "Send a number from 1 to 100."],
])("says how to mend %s", (_what, schema, value, message) => {
  expect(messageOf(schema, value)).toBe(message);
});

it("leaves no field of the API to zod's own words", () => {
  for (const { id, body } of OPERATIONS) {
    if (!body) continue;
    for (const value of [undefined, null, 1, "x", [], { a: 1 }]) {
      const example = Object.keys(OPERATIONS.find((one) => one.id === id)?.example ?? {});
      const wrong = Object.fromEntries(example.map((field) => [field, value]));
      const { error } = body.safeParse(wrong, { error: fieldMessage });
      for (const { message } of error ? fieldErrors(error) : [])
        expect([id, message]).toEqual([
          id,
          expect.not.stringMatching(/^(Invalid|Too |Unrecognized)/),
        ]);
    }
  }
});
