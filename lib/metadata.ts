import { z } from "zod";

const KEYS_MAX = 20;

/** An ISV's own words about a thing: text by name. */
export const Metadata = z
  .record(z.string().min(1).max(40), z.string().max(500))
  .refine((values) => Object.keys(values).length <= KEYS_MAX, `Send at most ${KEYS_MAX} entries.`);
export type Metadata = z.infer<typeof Metadata>;

/**
 * The names of what differs, for the audit log: the values are the ISV's own, and a name such as `code` may hold a
 * secret of theirs.
 */
export function changedNames(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => before[name] !== after[name]).sort();
}

/** Metadata as it is kept; what somebody else has put there is left out. */
export function readMetadata(kept: Record<string, unknown>): Metadata {
  return Object.fromEntries(
    Object.entries(kept).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
