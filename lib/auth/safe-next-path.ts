const ROOT = "http://perch.invalid";
const PATH_MAX_LENGTH = 512;
const DECODE_MAX = 3;

/**
 * The path if it stays on this site, else undefined. Refuses other schemes and hosts, `//` and
 * backslashes, control characters, the same percent-encoded, and ways back to the sign-in page.
 */
export function safeNextPath(value: unknown): string | undefined {
  if (typeof value !== "string" || value.length > PATH_MAX_LENGTH) return undefined;
  let text = value;
  for (let round = 0; round < DECODE_MAX; round += 1) {
    if (!looksLocal(text)) return undefined;
    const decoded = decode(text);
    // A `%` that is left over after decoding is just a character.
    if (decoded === undefined) return round > 0 ? value : undefined;
    if (decoded === text) return value;
    text = decoded;
  }
  return undefined;
}

function looksLocal(text: string): boolean {
  if (!/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(text) || !URL.canParse(text, ROOT)) return false;
  const { origin, pathname } = new URL(text, ROOT);
  return origin === ROOT && !pathname.includes("//") && !/^\/(sign-in|api|c)(\/|$)/i.test(pathname);
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
