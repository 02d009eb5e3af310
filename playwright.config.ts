import { defineConfig, devices } from "@playwright/test";
import { browserArgs, findBrowser } from "./scripts/browser.mjs";

/** What needs no browser: each of these starts portals of its own and asks them over HTTP. */
const HTTP_ONLY = /\/(canaries|routes|kill|recovery|bad-input)\.spec\.ts$/;
/** Starts a portal for every kind of fault and counts seconds: runs alone, or others' work would be its failure. */
const FAULTS = /\/faults\.spec\.ts$/;
const browserTests = { testIgnore: [HTTP_ONLY, FAULTS], fullyParallel: true };
// Workers evaluate this file again and inherit the environment.
process.env.CHROMIUM_PATH ||= await findBrowser();

export default defineConfig({
  testDir: "e2e",
  // Each has a portal and a sandbox of its own; most of their time is waiting for a screen or a step.
  workers: 3,
  // A busy machine may be late once; a test that fails twice is wrong.
  retries: process.env.CI ? 1 : 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  use: {
    screenshot: "only-on-failure",
    launchOptions: { executablePath: process.env.CHROMIUM_PATH, args: browserArgs },
  },
  projects: [
    // First, for the longest are among them. The tests of one file build on each other.
    { name: "http", testMatch: HTTP_ONLY, use: { trace: "off" } },
    {
      name: "desktop",
      ...browserTests,
      use: { ...devices["Desktop Chrome"], viewport: { width: 1280, height: 800 } },
    },
    {
      name: "phone",
      grep: /@phone/,
      ...browserTests,
      use: { ...devices["Pixel 7"] },
    },
    { name: "faults", testMatch: FAULTS, use: { trace: "off" } },
  ],
});
