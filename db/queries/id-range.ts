import { and, gte, lt, type SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";

export type TimeRange = { from?: Date | undefined; until?: Date | undefined };

/** The condition that rows were made in a time, by their ids: these begin with it, so one index serves both. */
export function madeIn(column: PgColumn, { from, until }: TimeRange): SQL | undefined {
  return and(
    from ? gte(column, lowestIdAt(from)) : undefined,
    until ? lt(column, lowestIdAt(until)) : undefined,
  );
}

/** The least UUIDv7 that can have been made at a time. */
export function lowestIdAt(time: Date): string {
  const hex = Math.max(0, time.getTime()).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7000-8000-000000000000`;
}
