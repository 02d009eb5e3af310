const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** The pause after each failed attempt: eleven attempts over some 47 hours. */
const PAUSES_MS = [
  5_000,
  30_000,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  3 * HOUR_MS,
  6 * HOUR_MS,
  12 * HOUR_MS,
  24 * HOUR_MS,
];
/** A receiver may ask for more patience than this, and does not get it. */
const RETRY_AFTER_MAX_MS = 12 * HOUR_MS;
/** What went wrong at once for many shall not come back at once. */
const JITTER = 0.2;

export const ATTEMPTS_MAX = PAUSES_MS.length + 1;

/**
 * How long to wait after so many failed attempts, in milliseconds; undefined when it was the last one. `Retry-After`
 * only ever makes it longer. `random` is between 0 and 1.
 */
export function pauseAfter(
  attempts: number,
  { retryAfterMs = 0, random }: { retryAfterMs?: number | undefined; random: number },
): number | undefined {
  const pauseMs = PAUSES_MS[attempts - 1];
  if (pauseMs === undefined) return undefined;
  const jitterMs = pauseMs * JITTER * random;
  return Math.round(Math.max(pauseMs + jitterMs, Math.min(retryAfterMs, RETRY_AFTER_MAX_MS)));
}
