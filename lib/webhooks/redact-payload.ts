import { redact } from "@/lib/bird/redact";

const HIDDEN = "[hidden]";
const SECRET_NAME =
  /^(code|pin|secret|password|authorization|cookie|signature|.*(token|secret|access_?key|signing_?key))$/i;
const DEPTH_MAX = 32;

/** A stored payload as operators may see it: nothing named like a secret, nothing as long and opaque as a token. */
export function redactPayload(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return redact(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth >= DEPTH_MAX) return "…";
  if (Array.isArray(value)) return value.map((inner) => redactPayload(inner, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const isSecret = typeof inner === "string" && SECRET_NAME.test(name);
      return [redact(name), isSecret ? HIDDEN : redactPayload(inner, depth + 1)];
    }),
  );
}
