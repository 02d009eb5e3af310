import { describe, expect, it } from "vitest";
import { toEndpointUrl } from "./endpoint-url";

const publicOnly = { allowsPrivateEndpoints: false };

describe("the URL of an endpoint", () => {
  it.each([
    ["https://example.com", "https://example.com/"],
    ["https://EXAMPLE.com:8443/hooks?x=1", "https://example.com:8443/hooks?x=1"],
    ["https://93.184.216.34/", "https://93.184.216.34/"],
  ])("%s is kept", (given, kept) => expect(toEndpointUrl(given, publicOnly)).toBe(kept));

  it.each([
    ...[
      "http://example.com/",
      "ftp://example.com/",
      "example.com",
      "javascript:alert(1)",
      "https://",
    ],
    ...[
      "https://user@example.com/",
      "https://user:password@example.com/",
      "https://example.com/#x",
    ],
    ...["https://127.0.0.1/", "https://0x7f000001/", "https://2130706433/", "https://127.1/"],
    ...["https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://[64:ff9b::7f00:1]/"],
    ...["https://169.254.169.254/latest/", "https://localhost/", "https://localhost./"],
    ...["https://portal.localhost/", "https://nas.local/", "https://metadata.google.internal/"],
    ...["https://router/", `https://example.com/${"x".repeat(2_000)}`],
  ])("%s is refused", (given) => {
    expect(() => toEndpointUrl(given, publicOnly)).toThrow(
      expect.objectContaining({ code: "invalid_input" }),
    );
  });

  it("may be on this machine where private ones are allowed, yet never with credentials", () => {
    const allowed = { allowsPrivateEndpoints: true };
    expect(toEndpointUrl("http://localhost:9999/hooks", allowed)).toBe(
      "http://localhost:9999/hooks",
    );
    expect(() => toEndpointUrl("http://a:b@localhost/", allowed)).toThrow();
    expect(() => toEndpointUrl("file:///etc/passwd", allowed)).toThrow();
  });
});
