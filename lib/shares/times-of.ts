import type { ShareRow } from "@/db/queries/shares";

/** Embedded Signup takes minutes; a launch of hours ago is another story. */
const RIVAL_BEFORE_MS = 2 * 3_600_000;
const DAY_MS = 24 * 3_600_000;

/** Meta's webhook tells when it was; a list does not, so any launch of the day may be behind it. */
export function timesOf({ source, sharedAt }: Pick<ShareRow, "source" | "sharedAt">, now: Date) {
  return source === "webhook"
    ? { sharedAt, isTold: true, rivalBeforeMs: RIVAL_BEFORE_MS }
    : { sharedAt: now, isTold: false, rivalBeforeMs: DAY_MS };
}
