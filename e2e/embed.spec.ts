import { readFileSync } from "node:fs";
import path from "node:path";
import type { BrowserContext, Page } from "@playwright/test";
import { test as base, expect } from "./fixtures";
import { ConnectPage } from "./pages/connect-page";
import { DemoPage } from "./pages/demo-page";

type Fixtures = { demo: DemoPage };
type WorkerFixtures = { console: Page; secret: string };

const test = base.extend<Fixtures, WorkerFixtures>({
  console: [
    async ({ browser, portal, operatorState }, use) => {
      const context: BrowserContext = await browser.newContext({
        storageState: operatorState,
        baseURL: portal.url,
      });
      await use(await context.newPage());
      await context.close();
    },
    { scope: "worker" },
  ],
  // The origin of the sandbox is allowed, and an owner has the secret of the way back.
  secret: [
    async ({ console, portal }, use) => {
      await console.goto("/admin/links");
      await console.getByLabel("Allowed origins").fill(portal.sandboxUrl ?? "");
      await console.getByRole("button", { name: "Save origins" }).click();
      await expect(console.getByText("Saved.")).toBeVisible();
      await console.getByRole("button", { name: "Make a new secret" }).click();
      const shown = console.getByRole("code").filter({ hasText: /^return_/ });
      const secret = await shown.innerText();
      await console.reload();
      await expect(console.getByText(secret)).toHaveCount(0);
      await use(secret);
    },
    { scope: "worker" },
  ],
  demo: async ({ page, sandbox }, use) => use(new DemoPage(page, sandbox.url)),
});

/** The lines of the documentation. */
async function isFromPerch(url: string, secret: string): Promise<boolean> {
  const text = readFileSync(path.join(import.meta.dirname, "../docs/embedding.md"), "utf8");
  const code = /```js\n(.*?)```/s.exec(text)?.[1] ?? "";
  const lines = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  return lines.isFromPerch(url, secret);
}

/** Goes from the landing page in a window of its own to the page where Meta's window is opened. */
async function toConnect(window: Page): Promise<ConnectPage> {
  await window.getByRole("button", { name: "Continue" }).click();
  await window.waitForURL("**/connect");
  return new ConnectPage(window);
}

test("a page of the ISV hears a customer connect in a window, and that it closes @phone", async ({
  demo,
  newLink,
  secret,
}) => {
  await demo.open(await newLink());
  const window = await demo.launch();
  await expect.poll(() => demo.heard()).toEqual(["opened"]);
  const connect = await toConnect(window);
  const popup = await connect.launch();
  await popup.finish();
  const connectionId = await connect.connectionId();
  await expect(connect.heading("WhatsApp connected")).toBeVisible({ timeout: 30_000 });
  await expect.poll(() => demo.heard()).toEqual(["opened", "connected"]);
  const result = await demo.result("connected");
  expect(result).toMatchObject({ state: "connected", connectionId });
  expect(await isFromPerch(`/?${result.query}`, secret)).toBe(true);
  expect(await isFromPerch(`/?${result.query}`.replace("connected", "failed"), secret)).toBe(false);
  await window.getByRole("button", { name: "Stay here" }).click();
  await expect(window.getByText(/^You go back to/)).toHaveCount(0);
  const closed = window.waitForEvent("close");
  await window.getByRole("button", { name: /^Return to / }).click();
  await closed;
  await expect.poll(() => demo.heard()).toEqual(["opened", "connected", "closed"]);
  expect(await demo.result("closed")).toMatchObject({ state: "connected", connectionId });
});

test("a page of the ISV hears that it failed and why, and of a window that is closed", async ({
  demo,
  newLink,
  secret,
}) => {
  await demo.open(await newLink());
  const window = await demo.launch("Connect by attribute");
  const connect = await toConnect(window);
  await (await connect.launch()).cancel();
  await expect.poll(() => demo.heard()).toEqual(["opened", "failed"]);
  const result = await demo.result("failed");
  expect(result).toMatchObject({ state: "failed", code: "signup_cancelled" });
  expect(await isFromPerch(`/?${result.query}`, secret)).toBe(true);
  await window.close();
  await expect.poll(() => demo.heard()).toEqual(["opened", "failed", "closed"]);
});

test("a page of the ISV hears that a link does not open, and why", async ({
  demo,
  newLink,
  secret,
}) => {
  expect(secret).toBeTruthy();
  const link = await newLink();
  await demo.open(link.replace(/.{4}$/, "AAAA"));
  const window = await demo.launch();
  await expect.poll(() => demo.heard()).toEqual(["opened", "failed"]);
  expect(await demo.result("failed")).toEqual({
    ...{ state: "failed", code: "link_unknown", query: "" },
  });
  await window.close();
  await expect.poll(() => demo.heard()).toEqual(["opened", "failed", "closed"]);
});

test("an origin that is not on the list hears nothing but that the window is gone", async ({
  demo,
  page,
  newLink,
  secret,
}) => {
  expect(secret).toBeTruthy();
  const foreign = new DemoPage(page, demo.origin.replace("localhost", "127.0.0.1"));
  await foreign.open(await newLink());
  await page.evaluate(() => {
    const told: unknown[] = [];
    Object.assign(globalThis, { told });
    addEventListener("message", ({ data, origin }) => told.push([origin, data]));
  });
  const window = await foreign.launch();
  const connect = await toConnect(window);
  await (await connect.launch()).finish();
  await expect(connect.heading("WhatsApp connected")).toBeVisible({ timeout: 30_000 });
  await expect(window.getByRole("button", { name: /^Return to / })).toHaveCount(0);
  await window.close();
  await expect.poll(() => foreign.heard()).toEqual(["closed"]);
  expect(await page.evaluate(() => Reflect.get(globalThis, "told"))).toEqual([]);
});

test("the ISV's page believes nobody but the window that it opened", async ({
  demo,
  page,
  newLink,
  portal,
  secret,
}) => {
  expect(secret).toBeTruthy();
  await demo.open(await newLink());
  const window = await demo.launch();
  await expect.poll(() => demo.heard()).toEqual(["opened"]);
  const forged = { type: "perch:connected", result: { state: "connected", query: "" } };
  // From its own origin, and from the portal's but in a window that it did not open.
  await page.evaluate((data) => globalThis.postMessage(data, "*"), forged);
  const other = page.waitForEvent("popup");
  await page.evaluate((url) => void globalThis.open(url), portal.url);
  await (await other).evaluate((data) => globalThis.opener?.postMessage(data, "*"), forged);
  await window.close();
  await expect.poll(() => demo.heard()).toEqual(["opened", "closed"]);
});

test("where no window may open, the page itself goes, and comes back signed by itself", async ({
  console,
  demo,
  page,
  newLink,
  secret,
}) => {
  const name = `Returning ${Date.now()}`;
  await newLink({ name });
  await console.goto(`/admin/links/new?q=${encodeURIComponent(name)}`);
  await console.getByRole("link", { name }).click();
  const back = `${demo.origin}/demo?order=7`;
  await console.getByLabel("After the number is connected").fill(back);
  await console.getByLabel("When it did not work out").fill(`${back}&sorry=1`);
  await console.getByRole("button", { name: "Create link" }).click();
  const link = await console.getByRole("code").filter({ hasText: "/c/" }).innerText();

  await page.addInitScript(() => {
    if (location.pathname === "/demo") globalThis.open = () => null;
  });
  await demo.open(link);
  await page.getByRole("button", { name: "Connect in a window" }).click();
  await page.waitForURL("**/c/**");
  const connect = await toConnect(page);
  await (await connect.launch()).finish();
  const connectionId = await connect.connectionId();
  await page.waitForURL(`${demo.origin}/demo?order=7**`, { timeout: 60_000 });
  await expect(page.getByRole("heading", { name: "The customer is back" })).toBeVisible();
  const url = new URL(page.url());
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    order: "7",
    perch_state: "connected",
    perch_connection_id: connectionId,
  });
  expect(await isFromPerch(page.url(), secret)).toBe(true);
  expect(await isFromPerch(page.url().replace("order=7", "order=8"), secret)).toBe(false);
});

test("embed.js refuses an address that is no link of its own portal", async ({
  demo,
  page,
  newLink,
}) => {
  await demo.open(await newLink());
  const refused = await page.evaluate(() => {
    const { open } = (globalThis as unknown as { Perch: { open: (url: string) => void } }).Perch;
    return ["https://evil.example/c/x", "/admin", "javascript:alert(1)"].map((url) => {
      try {
        open(url);
        return "taken";
      } catch (error) {
        return String(error);
      }
    });
  });
  for (const reason of refused) expect(reason).toContain("takes a link that begins with");
});
