const DEPTH_MAX = 32;
const REPLACEMENT = "\ufffd";

/**
 * A parsed JSON value as PostgreSQL takes it: U+0000 and halves of surrogate pairs become the replacement character,
 * and what is nested deeper than 32 levels becomes null.
 */
export function toStorable(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return toStorableText(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth >= DEPTH_MAX) return null;
  if (Array.isArray(value)) return value.map((inner) => toStorable(inner, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      toStorableText(key),
      toStorable(inner, depth + 1),
    ]),
  );
}

function toStorableText(text: string): string {
  return text.replace(/\p{Cs}/gu, REPLACEMENT).replaceAll("\u0000", REPLACEMENT);
}
