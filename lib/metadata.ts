import { z } from "zod";

const KEYS_MAX = 20;

/** An ISV's own words about a thing: text by name. */
export const Metadata = z
  .record(z.string().min(1).max(40), z.string().max(500))
  .refine((values) => Object.keys(values).length <= KEYS_MAX, `Send at most ${KEYS_MAX} entries.`);
export type Metadata = z.infer<typeof Metadata>;

/** Metadata as it is kept; what somebody else has put there is left out. */
export function readMetadata(kept: Record<string, unknown>): Metadata {
  return Object.fromEntries(
    Object.entries(kept).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
