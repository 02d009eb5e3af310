import { expect, test, vi } from "vitest";
import { isSameOrigin } from "@/lib/http/same-origin";

vi.mock("@/lib/env", () => ({ env: () => ({ appUrl: "https://portal.isv.example" }) }));

test.each([
  [{ "sec-fetch-site": "same-origin", origin: "null" }, true],
  [{ "sec-fetch-site": "none" }, true],
  [{ "sec-fetch-site": "cross-site", origin: "https://portal.isv.example" }, false],
  [{ "sec-fetch-site": "same-site" }, false],
  [{ origin: "https://portal.isv.example" }, true],
  [{ origin: "http://10.0.0.5:3000", host: "10.0.0.5:3000" }, true],
  [{ origin: "https://evil.example", host: "portal.isv.example" }, false],
  [{ origin: "null", host: "portal.isv.example" }, false],
  [{}, true],
])("%j: %s", (headers, expected) => {
  expect(isSameOrigin(new Headers(headers as Record<string, string>))).toBe(expected);
});
