import { describe, expect, it } from "vitest";
import { ATTEMPTS_MAX, pauseAfter } from "./backoff";

const HOUR_MS = 3_600_000;
const all = (random: number) =>
  Array.from({ length: ATTEMPTS_MAX - 1 }, (_, index) => pauseAfter(index + 1, { random }) ?? 0);

describe("pauses", () => {
  it("grow, and together last longer than a day", () => {
    for (const random of [0, 1]) {
      const pauses = all(random);
      expect(pauses).toEqual(pauses.toSorted((one, other) => one - other));
      expect(pauses.reduce((sum, one) => sum + one)).toBeGreaterThan(24 * HOUR_MS);
    }
    expect(all(0)[0]).toBe(5_000);
    expect(all(1)[0]).toBe(6_000);
  });

  it("end", () => expect(pauseAfter(ATTEMPTS_MAX, { random: 0 })).toBeUndefined());

  it("are made longer by Retry-After within bounds, and never shorter", () => {
    expect(pauseAfter(1, { retryAfterMs: 60_000, random: 0 })).toBe(60_000);
    expect(pauseAfter(3, { retryAfterMs: 1_000, random: 0 })).toBe(120_000);
    expect(pauseAfter(1, { retryAfterMs: 1_000 * HOUR_MS, random: 0 })).toBe(12 * HOUR_MS);
  });
});
