import type { z } from "zod";

type Issue = Parameters<z.core.$ZodErrorMap>[0];

const TYPES: Record<string, string> = {
  string: "Send a text.",
  number: "Send a number.",
  int: "Send a whole number.",
  boolean: "Send true or false.",
  object: "Send an object.",
  record: "Send an object.",
  array: "Send a list.",
};
const FORMATS: Record<string, string> = {
  email: "Write an email address, for example ada@example.com.",
  uuid: "Send an id as it was answered.",
  guid: "Send an id as it was answered.",
  url: "Write a whole address, for example https://app.example.com.",
  datetime: "Send a time, for example 2026-11-26T09:30:00Z.",
  date: "Send a day, for example 2026-11-26.",
};

/** How to mend a field whose schema says nothing of its own: zod's error map, for `parse` and `safeParse`. */
export function fieldMessage(issue: Issue): string | undefined {
  switch (issue.code) {
    case "unrecognized_keys":
      return "Unknown field; remove it.";
    case "invalid_type":
      return issue.input === undefined ? "Required." : TYPES[issue.expected];
    case "invalid_value":
      return `Send one of: ${issue.values.map(String).join(", ")}.`;
    case "invalid_format":
      return FORMATS[issue.format];
    case "too_small":
      return tooSmall(String(issue.minimum), issue.origin);
    case "too_big":
      return `Send at most ${issue.maximum}${unitOf(issue.origin)}.`;
    default:
      return "This does not fit here.";
  }
}

function tooSmall(minimum: string, origin: string): string {
  return origin === "string" && minimum === "1"
    ? "Write something here."
    : `Send at least ${minimum}${unitOf(origin)}.`;
}

function unitOf(origin: string): string {
  if (origin === "string") return " characters";
  return origin === "array" ? " items" : "";
}
