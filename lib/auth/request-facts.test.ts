import { expect, test } from "vitest";
import { requestIp, requestUserAgent } from "@/lib/auth/request-facts";

test.each([
  ["198.51.100.1, 203.0.113.7", "203.0.113.7"],
  ["203.0.113.7", "203.0.113.7"],
  ["", undefined],
])("of %j the nearest proxy's word counts", (forwarded, ip) => {
  expect(requestIp(new Headers(forwarded ? { "x-forwarded-for": forwarded } : {}))).toBe(ip);
});

test("what is too long for a list is cut", () => {
  const long = new Headers({ "x-forwarded-for": "9".repeat(500), "user-agent": "x".repeat(5_000) });
  expect(requestIp(long)).toHaveLength(64);
  expect(requestUserAgent(long)).toHaveLength(400);
});
