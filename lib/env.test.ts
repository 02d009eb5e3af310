import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parseEnv, wantsSandbox } from "./env";

const DATA_DIR = mkdtempSync(path.join(os.tmpdir(), "perch-env-"));
afterAll(() => rmSync(DATA_DIR, { recursive: true, force: true }));
const KEYS = `k1:${Buffer.alloc(32).toString("base64")}`;
const META = {
  META_APP_ID: "1",
  META_APP_SECRET: "s",
  META_CONFIG_ID: "2",
  META_SOLUTION_ID: "17151206192469061",
};

describe("environment", () => {
  it("starts as a sandbox when nothing is configured, with secrets of its own in a private file", () => {
    const first = parseEnv({ DATA_DIR });
    expect(first.sandboxUrl).toBe("http://localhost:4000");
    expect(first.meta.settings?.graphUrl).toBe("http://localhost:4000/graph");
    expect(statSync(path.join(DATA_DIR, "secrets.json")).mode & 0o777).toBe(0o600);
    expect(parseEnv({ DATA_DIR }).authSecret).toBe(first.authSecret);
    expect(readFileSync(path.join(DATA_DIR, "secrets.json"), "utf8")).toContain(first.authSecret);
  });

  it("believes one proxy unless told otherwise", () => {
    expect(parseEnv({ DATA_DIR }).trustedProxies).toBe(1);
    expect(parseEnv({ DATA_DIR, TRUSTED_PROXIES: "0" }).trustedProxies).toBe(0);
    expect(() => parseEnv({ DATA_DIR, TRUSTED_PROXIES: "all" })).toThrow(/TRUSTED_PROXIES/);
  });

  it("never makes new keys over a damaged file", () => {
    const damaged = mkdtempSync(path.join(os.tmpdir(), "perch-env-"));
    writeFileSync(path.join(damaged, "secrets.json"), "{");
    expect(() => parseEnv({ DATA_DIR: damaged })).toThrow(/damaged/);
    rmSync(damaged, { recursive: true });
  });

  it("is no sandbox as soon as anything real is configured", () => {
    expect(wantsSandbox({ META_APP_ID: "1" })).toBe(false);
    expect(wantsSandbox({ BIRD_ACCESS_KEY: "k" })).toBe(false);
    expect(wantsSandbox({ DATABASE_URL: "postgres://x" })).toBe(false);
    expect(wantsSandbox({ DATABASE_URL: "postgres://x", SANDBOX: "true" })).toBe(true);
    expect(parseEnv({ DATA_DIR, META_APP_ID: "1" }).meta.missing).toEqual([
      "META_APP_SECRET",
      "META_CONFIG_ID",
      "META_SOLUTION_ID",
    ]);
  });

  it("names the variable and the mend", () => {
    expect(() => parseEnv({ DATABASE_URL: "postgres://x" })).toThrow(
      /AUTH_SECRET: required.*\n.*ENCRYPTION_KEYS: required/s,
    );
    expect(() => parseEnv({ DATA_DIR, META_SIGNUP_EXTRAS: "{" })).toThrow(
      /META_SIGNUP_EXTRAS: must be a JSON object/,
    );
    expect(() => parseEnv({ DATA_DIR, ENCRYPTION_KEYS: "k1:short" })).toThrow(
      /ENCRYPTION_KEYS: entry 1/,
    );
    expect(() => parseEnv({ DATA_DIR, OIDC_ISSUER: "https://id.example" })).toThrow(
      /set all three/,
    );
  });

  it("refuses http and foreign signup origins beside the real Meta", () => {
    const secrets = { AUTH_SECRET: "x".repeat(32), ENCRYPTION_KEYS: KEYS };
    expect(() => parseEnv({ ...META, ...secrets })).toThrow(/APP_URL/);
    const https = { ...META, ...secrets, APP_URL: "https://connect.example" };
    expect(() => parseEnv({ ...https, META_SIGNUP_ORIGINS: "https://evil.example" })).toThrow(
      /META_SIGNUP_ORIGINS/,
    );
    expect(parseEnv(https).meta.settings?.solutionId).toBe("17151206192469061");
  });

  it("runs against any stand-in by variables alone", () => {
    const env = parseEnv({
      ...META,
      AUTH_SECRET: "x".repeat(32),
      ENCRYPTION_KEYS: KEYS,
      META_GRAPH_URL: "http://127.0.0.1:9/g/",
      META_SDK_URL: "http://127.0.0.1:9/sdk.js",
      META_SIGNUP_ORIGINS: "http://127.0.0.1:9, http://localhost:9",
    });
    expect(env.sandboxUrl).toBeUndefined();
    expect(env.meta.settings).toMatchObject({
      graphUrl: "http://127.0.0.1:9/g",
      signupOrigins: ["http://127.0.0.1:9", "http://localhost:9"],
    });
  });
});
