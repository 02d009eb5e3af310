import { describe, expect, it } from "vitest";
import { isSignupOrigin } from "./is-signup-origin";

describe("isSignupOrigin", () => {
  it.each(["https://facebook.com", "https://www.facebook.com", "https://business.facebook.com"])(
    "believes %s",
    (origin) => expect(isSignupOrigin(origin, [])).toBe(true),
  );

  it.each([
    "https://evilfacebook.com",
    "https://facebook.com.evil.com",
    "https://www.facebook.com.evil.com",
    "https://facebook.com@evil.com",
    "https://evil.com/facebook.com",
    "https://www.facebook.com:8443",
    "http://www.facebook.com",
    "null",
    "",
    "facebook.com",
    "https://www.facebook.com/",
    "http://localhost:4000",
  ])("does not believe %s", (origin) => expect(isSignupOrigin(origin, [])).toBe(false));

  it("believes a configured origin only exactly", () => {
    const extra = ["http://localhost:4000"];
    expect(isSignupOrigin("http://localhost:4000", extra)).toBe(true);
    expect(isSignupOrigin("http://localhost:40001", extra)).toBe(false);
    expect(isSignupOrigin("https://localhost:4000", extra)).toBe(false);
    expect(isSignupOrigin("http://sub.localhost:4000", extra)).toBe(false);
  });
});
