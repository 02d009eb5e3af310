import { expect, test } from "vitest";
import { requestIp, requestUserAgent } from "@/lib/auth/request-facts";

test.each([
  [1, "198.51.100.1, 203.0.113.7", "203.0.113.7"],
  [1, "203.0.113.7", "203.0.113.7"],
  [1, "", undefined],
  [2, "192.0.2.1, 198.51.100.1, 203.0.113.7", "198.51.100.1"],
  [2, "203.0.113.7", "203.0.113.7"],
  [0, "198.51.100.1, 203.0.113.7", undefined],
])("behind %i proxies, of %j the farthest proxy's word counts", (proxies, forwarded, ip) => {
  const headers = new Headers(forwarded ? { "x-forwarded-for": forwarded } : {});
  expect(requestIp(headers, proxies)).toBe(ip);
});

test("what is too long for a list is cut", () => {
  const long = new Headers({ "x-forwarded-for": "9".repeat(500), "user-agent": "x".repeat(5_000) });
  expect(requestIp(long, 1)).toHaveLength(64);
  expect(requestUserAgent(long)).toHaveLength(400);
});
