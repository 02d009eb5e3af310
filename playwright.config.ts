import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { defineConfig, devices, type PlaywrightTestConfig } from "@playwright/test";
import { OPERATOR, withoutConfiguration } from "./e2e/support/portal";
import { browserArgs, findBrowser } from "./scripts/browser.mjs";

/** What needs no browser: each of these starts portals of its own and asks them over HTTP. */
const HTTP_ONLY = /\/(canaries|routes|kill|faults|recovery|bad-input)\.spec\.ts$/;
/** Then the portal that the browser tests share is not needed, and another run may have it. */
const isHttpOnly = process.env.E2E_HTTP_ONLY === "1";
const port = Number(process.env.E2E_PORT || 3100);
// Workers evaluate this file again and inherit the environment.
process.env.CHROMIUM_PATH ||= await findBrowser();
process.env.E2E_DATA_DIR ||= mkdtempSync(path.join(tmpdir(), "perch-e2e-"));

export default defineConfig({
  testDir: "e2e",
  outputDir: isHttpOnly ? "test-results/http" : "test-results/browser",
  workers: 1,
  // A busy machine may be late once; a test that fails twice is wrong.
  retries: process.env.CI ? 1 : 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  reporter: [["list"]],
  use: {
    baseURL: `http://localhost:${port}`,
    screenshot: "only-on-failure",
    launchOptions: { executablePath: process.env.CHROMIUM_PATH, args: browserArgs },
  },
  projects: [
    {
      name: "desktop",
      testIgnore: HTTP_ONLY,
      use: { ...devices["Desktop Chrome"], viewport: { width: 1280, height: 800 } },
    },
    { name: "phone", grep: /@phone/, testIgnore: HTTP_ONLY, use: { ...devices["Pixel 7"] } },
    { name: "http", testMatch: HTTP_ONLY, use: { trace: "off" } },
  ],
  ...(!isHttpOnly && { webServer: sharedPortal() }),
});

/** The portal of the browser tests, with its sandbox. */
function sharedPortal(): NonNullable<PlaywrightTestConfig["webServer"]> {
  return {
    command: "npm start",
    // Named groups become variables of the tests: CUSTOMER_LINK and SANDBOX_URL.
    wait: {
      stdout:
        /(?:Customer link +(?<customer_link>\S+)[\s\S]*?)?Perch is ready: .*sandbox (?<sandbox_url>[^\s;)]+)/,
    },
    timeout: 180_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: "SIGTERM", timeout: 12_000 },
    stdout: process.env.E2E_LOG ? "pipe" : "ignore",
    stderr: "pipe",
    env: {
      ...withoutConfiguration(process.env),
      PORT: String(port),
      DATA_DIR: process.env.E2E_DATA_DIR ?? "",
      OPERATOR_EMAIL: OPERATOR.email,
      OPERATOR_PASSWORD: OPERATOR.password,
    },
  };
}
