import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDb, type TestDatabase } from "@/db/testing";
import { bucketOf, bucketStartMs, quantileMs } from "./buckets";

let fresh: TestDatabase;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());

const DURATIONS_MS = [0, 20, 99, 100, 101, 1_000, 4_321, 60_000, 3_599_000, 86_400_000, 2e9];

describe("buckets of durations", () => {
  it("are the ones that the database counts in", async () => {
    for (const durationMs of DURATIONS_MS) {
      const until = new Date(1_800_000_000_000 + durationMs).toISOString();
      const since = new Date(1_800_000_000_000).toISOString();
      const { rows } = (await fresh.db.execute(
        sql`select perch_bucket(${since}::timestamptz, ${until}::timestamptz) as bucket`,
      )) as unknown as { rows: { bucket: number }[] };
      expect(bucketOf(durationMs), `${durationMs} ms`).toBe(rows[0]?.bucket);
    }
  });

  it("hold the durations between their beginning and their end", () => {
    for (const durationMs of DURATIONS_MS) {
      const bucket = bucketOf(durationMs);
      expect(bucketStartMs(bucket)).toBeLessThanOrEqual(durationMs + 1e-6);
      expect(bucketStartMs(bucket + 1)).toBeGreaterThan(durationMs);
    }
  });
});

describe("a quantile", () => {
  it("is unknown when no duration is", () => {
    expect(quantileMs([], 0.5)).toBeUndefined();
    expect(quantileMs([{ bucket: -1, amount: 7 }], 0.5)).toBeUndefined();
  });

  it("is as near to the exact one as the buckets are wide", () => {
    const durations = Array.from({ length: 2_001 }, (_, index) => 500 + index ** 2 / 40);
    const counts = new Map<number, number>();
    for (const one of durations) counts.set(bucketOf(one), (counts.get(bucketOf(one)) ?? 0) + 1);
    const counted = [...counts].map(([bucket, amount]) => ({ bucket, amount }));
    for (const share of [0.5, 0.9]) {
      const exact = durations[Math.round(share * 2_000)] ?? 0;
      const found = quantileMs([...counted, { bucket: -1, amount: 500 }], share) ?? 0;
      expect(Math.abs(found - exact) / exact).toBeLessThan(0.05);
    }
  });

  it("does not depend on the order of the buckets, and leaves out what sums to nothing", () => {
    const one = [
      { bucket: 3, amount: 10 },
      { bucket: 20, amount: 1 },
      { bucket: 8, amount: 0 },
    ];
    expect(quantileMs(one, 0.5)).toBe(quantileMs(one.toReversed(), 0.5));
    expect(quantileMs(one, 0.5)).toBeLessThan(bucketStartMs(4));
  });
});
