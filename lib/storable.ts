const DEPTH_MAX = 32;

export type Unstorable = { field: string; message: string };

/**
 * What of a parsed JSON value PostgreSQL would refuse, named as the sender wrote it: U+0000 and halves of surrogate
 * pairs in strings and keys, and nesting without end. Undefined when all of it can be stored.
 */
export function findUnstorable(value: unknown, path: string[] = []): Unstorable | undefined {
  const field = path.join(".") || "body";
  if (typeof value === "string") return isStorable(value) ? undefined : { field, message: TEXT };
  if (typeof value !== "object" || value === null) return undefined;
  if (path.length >= DEPTH_MAX) return { field: path[0] ?? "body", message: DEEP };
  for (const [key, inner] of Object.entries(value)) {
    if (!isStorable(key)) return { field, message: TEXT };
    const found = findUnstorable(inner, [...path, key]);
    if (found) return found;
  }
  return undefined;
}

const TEXT = "Remove the NUL characters and broken surrogate pairs from this text.";
const DEEP = `Nest no deeper than ${DEPTH_MAX} levels.`;

function isStorable(text: string): boolean {
  return !text.includes("\u0000") && !/\p{Cs}/u.test(text);
}
