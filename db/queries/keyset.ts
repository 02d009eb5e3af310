import { asc, desc, gt, lt, type SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";

/** Where a page of a list by id, newest first, begins: after a row (older ones) or before it (newer ones). */
export type Keyset = { after?: string | undefined; before?: string | undefined; limit: number };
export type Page<T> = { rows: T[]; older: string | undefined; newer: string | undefined };

/** The condition and order that read one page; give `limit` as it says, then the rows to `toPage`. */
export function keysetOf(
  column: PgColumn,
  { after, before, limit }: Keyset,
): { where: SQL | undefined; orderBy: SQL; limit: number } {
  if (before) return { where: gt(column, before), orderBy: asc(column), limit: limit + 1 };
  return { where: after ? lt(column, after) : undefined, orderBy: desc(column), limit: limit + 1 };
}

/** The page of rows read so, newest first, with the ids that its neighbours begin at. */
export function toPage<T>(
  read: T[],
  { after, before, limit }: Keyset,
  idOf: (row: T) => string,
): Page<T> {
  const hasMore = read.length > limit;
  const rows = read.slice(0, limit);
  if (before) rows.reverse();
  const hasOlder = before ? true : hasMore;
  const hasNewer = before ? hasMore : after !== undefined;
  const [first] = rows;
  const last = rows.at(-1);
  return {
    rows,
    older: hasOlder && last ? idOf(last) : undefined,
    newer: hasNewer && first ? idOf(first) : undefined,
  };
}
