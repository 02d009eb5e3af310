import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

/** Secrets by the name that a failed test shows instead of them; one too short to be found by itself is a pattern. */
export type Canaries = Record<string, string | RegExp>;
export type Find = string;

const SHORT = 24;

/** The names of the canaries that a text holds, whole, in part, or encoded as for a URL or as base64. */
export function findIn(text: string | Buffer, canaries: Canaries): Find[] {
  return Object.entries(canaries)
    .filter(([, secret]) => isIn(text, secret))
    .map(([name]) => name);
}

function isIn(text: string | Buffer, secret: string | RegExp): boolean {
  if (secret instanceof RegExp) return typeof text === "string" && secret.test(text);
  return shapesOf(secret).some((shape) => text.includes(shape));
}

/**
 * The same in every file below a folder, except the one that keeps an installation's own keys. Patterns are for text
 * alone: in a file of bytes a few digits are found by chance.
 */
export async function findInFolder(folder: string, canaries: Canaries): Promise<Find[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name !== "secrets.json");
  const found: Find[] = [];
  for (const { parentPath, name } of files) {
    const file = path.join(parentPath, name);
    found.push(...findIn(await readFile(file), canaries).map((find) => `${find} in ${name}`));
  }
  return found;
}

/** Also the start and the end alone: something that is cut off is still told. */
function shapesOf(secret: string): string[] {
  if (secret.length < 16) throw new Error("A canary must be long enough to be found by itself.");
  const shapes = [secret.slice(0, SHORT), secret.slice(-SHORT)];
  const encoded = Buffer.from(secret).toString("base64").slice(0, SHORT);
  return [...shapes, encodeURIComponent(secret), encoded];
}
