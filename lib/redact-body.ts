import { redact } from "@/lib/bird/redact";

const HIDDEN = "[hidden]";
const SECRET_NAMES =
  /token|secret|password|authorization|cookie|signature|signing_?key|access_?key|^pin$/i;

/**
 * What a provider or a browser sent, for operators to read: without what is named like a secret and without anything as
 * long and opaque as a token. A `code` is hidden when it is text: Meta's error codes are numbers.
 */
export function redactBody(value: unknown): unknown {
  if (typeof value === "string") return redact(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(redactBody);
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      isSecret(name, inner) ? HIDDEN : redactBody(inner),
    ]),
  );
}

function isSecret(name: string, value: unknown): boolean {
  if (typeof value === "object" && value !== null) return false;
  return SECRET_NAMES.test(name) || (name.toLowerCase() === "code" && typeof value === "string");
}
