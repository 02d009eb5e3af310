import { v7 } from "uuid";
import { z } from "zod";

/** A time-ordered row id (UUIDv7), so that keyset paging and index locality come for free. */
export const newId = (): string => v7();

/** The least id of a moment: rows with a smaller one are older. */
export function leastIdAt(time: Date): string {
  const hex = time.getTime().toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

export const Id = z.uuid();

/** What a customer reads out to support: the random end of an id in three groups of four. */
export function supportReference(id: string): string {
  const tail = id.replaceAll("-", "").slice(-12).toUpperCase();
  return tail.replace(/(.{4})(?=.)/g, "$1-");
}
