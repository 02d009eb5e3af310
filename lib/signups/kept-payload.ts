import type { SignupEvent } from "@/lib/meta/signup-event";

const PAYLOAD_MAX_BYTES = 8 * 1024;

/** A session event as it is kept: as it came, or, when a page sent more than Meta ever does, only what was read of it. */
export function keptPayload({ raw, outcome: _, ...read }: SignupEvent): Record<string, unknown> {
  const sizeBytes = Buffer.byteLength(JSON.stringify(raw));
  if (sizeBytes <= PAYLOAD_MAX_BYTES) return raw;
  const { event, ...data } = read;
  return { event, data, cutFromBytes: sizeBytes };
}
