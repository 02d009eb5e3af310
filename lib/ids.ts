import { v7 } from "uuid";
import { z } from "zod";

/** A time-ordered row id (UUIDv7), so that keyset paging and index locality come for free. */
export const newId = (): string => v7();

export const Id = z.uuid();

/** What a customer reads out to support: the random end of an id in three groups of four. */
export function supportReference(id: string): string {
  const tail = id.replaceAll("-", "").slice(-12).toUpperCase();
  return tail.replace(/(.{4})(?=.)/g, "$1-");
}
