import type { Context } from "hono";
import { BirdError } from "./errors.ts";

/** One page, oldest first; the token is a position after an item, so that new items do not shift it. */
export function birdPage<T extends { id: string; createdAt: number }>(
  c: Context,
  items: Iterable<T>,
  most = 100,
): { results: T[]; nextPageToken?: string } {
  const reverse = c.req.query("reverse") === "true";
  const sorted = [...items].sort((a, b) => compare(a, b) * (reverse ? -1 : 1));
  const limit = parseLimit(c.req.query("limit"), most);
  const after = decodeToken(c.req.query("pageToken"));
  const rest = after
    ? sorted.filter((item) => compare(item, after) * (reverse ? -1 : 1) > 0)
    : sorted;
  const results = rest.slice(0, limit);
  const last = results.at(-1);
  if (!last || rest.length <= limit) return { results };
  return { results, nextPageToken: encodeToken(last) };
}

type Position = { id: string; createdAt: number };

function compare(a: Position, b: Position): number {
  return a.createdAt - b.createdAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

function parseLimit(text: string | undefined, most: number): number {
  if (text === undefined) return 10;
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= most) return limit;
  throw new BirdError(422, "Request validation failed", {
    ".limit": [`must be between 1 and ${most}`],
  });
}

function encodeToken({ id, createdAt }: Position): string {
  return Buffer.from(JSON.stringify([createdAt, id])).toString("base64url");
}

function decodeToken(token: string | undefined): Position | undefined {
  if (!token) return undefined;
  try {
    const [createdAt, id] = JSON.parse(Buffer.from(token, "base64url").toString());
    if (typeof createdAt === "number" && typeof id === "string") return { id, createdAt };
  } catch {
    // Falls through to the same refusal as a token of the wrong shape.
  }
  throw new BirdError(422, "Request validation failed", { ".pageToken": ["invalid page token"] });
}
