import { describe, expect, it } from "vitest";
import { parseEnv } from "@/lib/env";
import { contentSecurityPolicy, securityHeaders } from "./security-headers";

const secrets = {
  AUTH_SECRET: "x".repeat(32),
  ENCRYPTION_KEYS: `k1:${Buffer.alloc(32).toString("base64")}`,
};
const META = {
  META_APP_ID: "1",
  META_APP_SECRET: "s",
  META_CONFIG_ID: "2",
  META_SOLUTION_ID: "3",
};
const real = parseEnv({ ...secrets, ...META, APP_URL: "https://connect.example.com" });
const sandbox = parseEnv({ ...secrets, SANDBOX: "true", SANDBOX_URL: "http://localhost:4222" });

function policy(env: typeof real, isDev = false): Record<string, string> {
  const text = contentSecurityPolicy({ env, nonce: "n0nce", isDev });
  return Object.fromEntries(
    text.split("; ").map((part) => {
      const [name = "", ...sources] = part.split(" ");
      return [name, sources.join(" ")];
    }),
  );
}

describe("the content security policy", () => {
  it("names Meta's own hosts with the real Meta", () => {
    const csp = policy(real);
    expect(csp["script-src"]).toBe("'nonce-n0nce' 'strict-dynamic' https://connect.facebook.net");
    expect(csp["frame-src"]).toContain("https://staticxx.facebook.com");
    expect(csp["connect-src"]).toContain("https://graph.facebook.com");
    expect(csp).toHaveProperty("upgrade-insecure-requests");
  });

  it("follows a stand-in and lets Meta out", () => {
    const csp = policy(sandbox);
    expect(csp["frame-src"]).toBe("http://localhost:4222");
    expect(csp["script-src"]).toContain("http://localhost:4222");
    expect(JSON.stringify(csp)).not.toContain("facebook");
    expect(csp).not.toHaveProperty("upgrade-insecure-requests");
  });

  it.each([real, sandbox])("never allows inline or evaluated code in production", (env) => {
    const text = contentSecurityPolicy({ env, nonce: "n", isDev: false });
    expect(text).not.toMatch(/unsafe-/);
    expect(policy(env)).toMatchObject({
      "base-uri": "'none'",
      "object-src": "'none'",
      "frame-ancestors": "'none'",
    });
  });

  it("lets the sign-in form reach the single sign-on", () => {
    const env = {
      ...sandbox,
      oidc: { issuer: "https://id.example.com/realm", clientId: "c", clientSecret: "s" },
    };
    expect(policy(env)["form-action"]).toBe("'self' https://id.example.com");
  });
});

describe("security headers", () => {
  it("keep Meta's window connected and secrets out of the referrer", () => {
    const headers = securityHeaders(real, "/connect");
    for (const path of ["/", "/admin", "/admin/links", "/connected", "/embed.js"])
      expect(securityHeaders(real, path)["cross-origin-opener-policy"]).toBe(
        "same-origin-allow-popups",
      );
    for (const path of ["/c/secret", "/c/secret/open", "/connect", "/connect/x"])
      expect(securityHeaders(real, path)["cross-origin-opener-policy"]).toBe("unsafe-none");
    expect(headers["strict-transport-security"]).toContain("max-age=");
    expect(securityHeaders(sandbox, "/")).not.toHaveProperty("strict-transport-security");
    expect(securityHeaders(real, "/c/secret")["referrer-policy"]).toBe("no-referrer");
    expect(securityHeaders(real, "/sign-in/confirm")["referrer-policy"]).toBe("no-referrer");
  });

  it.each([
    ["/sign-in", null, "same-origin-allow-popups"],
    ["/sign-in", "/admin", "same-origin-allow-popups"],
    ["/sign-in", "/connected", "same-origin-allow-popups"],
    ["/sign-in", "https://evil.example/connect", "same-origin-allow-popups"],
    ["/sign-in", "/connect", "unsafe-none"],
    ["/sign-in", "/connect/x?a=b", "unsafe-none"],
    ["/sign-in/confirm", "/connect", "unsafe-none"],
    ["/sign-in/confirm/open", null, "unsafe-none"],
    ["/admin", "/connect", "same-origin-allow-popups"],
  ])("leave %s on the way to %s its opener only for customers", (path, next, opener) => {
    expect(securityHeaders(real, path, next)["cross-origin-opener-policy"]).toBe(opener);
  });
});
