import type { Params } from "../../params.ts";
import { textOf } from "../../params.ts";
import { badParameter } from "./errors.ts";

/** One page of a list with Graph's cursors; `next` only when there is more. */
export function graphPage<T extends { id: string }>(
  items: readonly T[],
  given: { params: Params; url: string },
): { page: T[]; paging: Record<string, unknown> | undefined } {
  const limit = parseLimit(textOf(given.params, "limit"));
  const after = decodeCursor(textOf(given.params, "after"));
  const before = decodeCursor(textOf(given.params, "before"));
  const start = startOf(items, { after, before, limit });
  const end = before ? indexOf(items, before) : start + limit;
  const page = items.slice(start, Math.max(start, end));
  const first = page[0];
  const last = page.at(-1);
  if (!first || !last) return { page, paging: undefined };
  const cursors = { before: encodeCursor(first.id), after: encodeCursor(last.id) };
  const paging: Record<string, unknown> = { cursors };
  if (start + page.length < items.length) paging.next = linkTo(given.url, "after", cursors.after);
  if (start > 0) paging.previous = linkTo(given.url, "before", cursors.before);
  return { page, paging };
}

function startOf<T extends { id: string }>(
  items: readonly T[],
  given: { after: string | undefined; before: string | undefined; limit: number },
): number {
  if (given.after) return indexOf(items, given.after) + 1;
  return given.before ? Math.max(0, indexOf(items, given.before) - given.limit) : 0;
}

function indexOf<T extends { id: string }>(items: readonly T[], id: string): number {
  const index = items.findIndex((item) => item.id === id);
  if (index < 0) throw badParameter("Invalid cursors values are given");
  return index;
}

function parseLimit(text: string | undefined): number {
  if (text === undefined) return 25;
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1) throw badParameter("Param limit must be an integer");
  return Math.min(limit, 100);
}

function encodeCursor(id: string): string {
  return Buffer.from(`c:${id}`).toString("base64url");
}

function decodeCursor(cursor: string | undefined): string | undefined {
  if (!cursor) return undefined;
  return Buffer.from(cursor, "base64url").toString().replace(/^c:/, "");
}

// Graph puts the token into these links; a client must follow them without printing them.
function linkTo(url: string, name: string, cursor: string): string {
  const link = new URL(url);
  link.searchParams.delete("after");
  link.searchParams.delete("before");
  link.searchParams.set(name, cursor);
  return link.toString();
}
