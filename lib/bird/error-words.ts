import { z } from "zod";
import { redact } from "./redact";

const TEXT_MAX = 500;
const DEPTH_MAX = 4;

const text = z.union([z.string(), z.number()]).transform(String).optional().catch(undefined);
const Words = z.object({
  code: text,
  message: text,
  description: text,
  parameter: text,
  details: z.unknown().optional(),
});
type Words = z.infer<typeof Words>;
const Envelope = Words.extend({
  error: Words.optional().catch(undefined),
  errors: z.array(Words).optional().catch(undefined),
});

export type BirdWords = { errorCode?: string; message?: string };

/**
 * What Bird said about a failure, without secrets, each text at most 500 characters. Reads the three envelopes that
 * were seen: `{code,message,details}`, `{errors:[…]}` and `{error:{…}}`; anything else says nothing.
 */
export function readBirdWords(body: unknown, secrets: readonly string[]): BirdWords {
  const { data } = Envelope.safeParse(body);
  if (!data) return {};
  const parts = [data, ...(data.error ? [data.error] : []), ...(data.errors ?? [])];
  const errorCode = parts.find(({ code }) => code)?.code;
  const message = parts.map(describe).filter(Boolean).join("; ");
  const clean = (given: string) => redact(given, secrets).slice(0, TEXT_MAX);
  return {
    ...(errorCode && { errorCode: clean(errorCode) }),
    ...(message && { message: clean(message) }),
  };
}

function describe({ message, description, parameter, details }: Words): string {
  const field = parameter && `(${parameter})`;
  return [message, description, field, flatten(details)].filter(Boolean).join(" ");
}

/** Bird: `details` maps the path of a bad field to texts, or names what is in conflict. */
function flatten(value: unknown, depth = 0): string {
  if (value === null || value === undefined || depth > DEPTH_MAX) return "";
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value)) return value.map((one) => flatten(one, depth + 1)).join(", ");
  const fields = Object.entries(value).map(([key, one]) => `${key}: ${flatten(one, depth + 1)}`);
  return fields.join("; ");
}
