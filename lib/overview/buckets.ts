/** Durations are counted in buckets that grow by a quarter each, from a tenth of a second on. */
const GROWTH = 1.25;
const PER_SECOND = 10;

export type BucketCount = { bucket: number; amount: number };

/** The bucket that a duration in milliseconds is counted in; the database counts by the same rule. */
export function bucketOf(durationMs: number): number {
  const tenths = (Math.max(0, durationMs) / 1_000) * PER_SECOND;
  return Math.floor(Math.log(1 + tenths) / Math.log(GROWTH));
}

/** Where a bucket begins, in milliseconds; it ends where the next one begins. */
export function bucketStartMs(bucket: number): number {
  return ((GROWTH ** bucket - 1) / PER_SECOND) * 1_000;
}

/**
 * The duration in milliseconds that a share (0 to 1) of what is counted did not exceed, as exact as the buckets are:
 * within one, values are taken as evenly spread. Undefined when no duration is known; unknown ones are left out.
 */
export function quantileMs(counts: BucketCount[], share: number): number | undefined {
  const known = counts
    .filter(({ bucket, amount }) => bucket >= 0 && amount > 0)
    .toSorted((one, other) => one.bucket - other.bucket);
  let left = share * known.reduce((sum, { amount }) => sum + amount, 0);
  for (const { bucket, amount } of known) {
    if (left <= amount) {
      const start = bucketStartMs(bucket);
      return start + (left / amount) * (bucketStartMs(bucket + 1) - start);
    }
    left -= amount;
  }
  return known.length > 0 ? bucketStartMs((known.at(-1)?.bucket ?? 0) + 1) : undefined;
}
