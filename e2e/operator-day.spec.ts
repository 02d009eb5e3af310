import { readFile } from "node:fs/promises";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { signIn } from "./fixtures";
import { ConnectPage } from "./pages/connect-page";
import { shoot } from "./support/axe";
import { OPERATOR, type RunningPortal, startPortal } from "./support/portal";
import { Sandbox } from "./support/sandbox";

const HARBOR = "Harbor Coffee Roasters";
const MAPLE = "Maple Dental";
const SOON = { timeout: 30_000 };

let portal: RunningPortal;
let sandbox: Sandbox;
let page: Page;

test.describe.configure({ mode: "serial", timeout: 180_000 });

test.beforeAll(async ({ browser, playwright }) => {
  test.setTimeout(90_000);
  portal = await startPortal();
  sandbox = new Sandbox(await playwright.request.newContext(), portal.sandboxUrl ?? "");
  const context = await browser.newContext({
    baseURL: portal.url,
    permissions: ["clipboard-read", "clipboard-write"],
  });
  page = await context.newPage();
  await page.goto("/sign-in");
  await signIn(page);
});

test.afterAll(async () => {
  await page?.context().close();
  await sandbox?.request.dispose();
  await portal?.stop();
});

/** A customer at a phone, on the connect page that a link opens. */
async function customer(browser: Browser, link: string): Promise<ConnectPage> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const connect = new ConnectPage(await context.newPage());
  await connect.enter(link);
  return connect;
}

const goTo = (name: string) =>
  page.getByRole("navigation", { name: "Console" }).getByRole("link", { name }).click();
const title = () => page.getByRole("heading", { level: 1 });
const rowOf = (text: string) => page.getByRole("row").filter({ hasText: text });
const shownOnce = () => page.getByRole("code").filter({ hasText: "/c/" });

test("makes a customer and a link, which is shown once", async ({ browser }) => {
  await goTo("Tenants");
  await page.getByRole("link", { name: "New tenant" }).click();
  await page.getByLabel("Name").fill(HARBOR);
  await page.getByLabel("External id").fill("crm-1001");
  await page.getByRole("button", { name: "Create tenant" }).click();
  await expect(title()).toHaveText(HARBOR);
  await shoot(page, "day-tenant");
  await page.getByRole("link", { name: "New link" }).click();
  await page.getByRole("button", { name: "Create link" }).click();
  const link = await shownOnce().innerText();
  await page.getByRole("button", { name: "Copy link" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  await shoot(page, "day-link");
  await page.getByRole("link", { name: "Back to all links" }).click();
  await expect(rowOf(HARBOR)).toContainText("Not opened");
  await expect(shownOnce()).toHaveCount(0);

  // From here on the page is never loaded again.
  await page.evaluate(() => Object.assign(window, { isSamePage: true }));
  const connect = await customer(browser, link);
  await expect(rowOf(HARBOR)).toContainText("Opened", SOON);
  await goTo("Connections");
  await (await connect.launch()).finish();
  await expect(rowOf(HARBOR)).toContainText("Connected", SOON);
  await expect(connect.heading("WhatsApp connected")).toBeVisible(SOON);
  expect(await page.evaluate(() => "isSamePage" in window)).toBe(true);
  await shoot(page, "day-connected");
  await connect.page.context().close();
});

test("finds who is stuck by the reference, mends the cause and goes on", async ({ browser }) => {
  await sandbox.fault({
    ...{ target: "bird", path: "/connectors", method: "POST" },
    ...{ fault: "status", status: 403 },
  });
  await goTo("Overview");
  await page.getByLabel("Name of the new customer").fill(MAPLE);
  await page.getByRole("button", { name: "Create link" }).click();
  const connect = await customer(browser, await shownOnce().innerText());
  await (await connect.launch()).finish();
  await expect(connect.heading("Connection needs attention")).toBeVisible(SOON);
  const reference = await connect.page.getByRole("code").innerText();
  expect(reference).toMatch(/^[0-9A-F]{4}(-[0-9A-F]{4}){2}$/);
  await shoot(connect.page, "day-stuck-customer");
  await expect(rowOf(MAPLE)).toContainText("Open", SOON);
  await shoot(page, "day-stuck-overview");

  await goTo("Connections");
  await expect(title()).toHaveText("Connections");
  await page.keyboard.press("/");
  await page.keyboard.type(reference.toLowerCase());
  await page.keyboard.press("Enter");
  await expect(rowOf(reference)).toHaveCount(1);
  await expect(rowOf(reference)).toContainText(MAPLE);
  await expect(rowOf(HARBOR)).toHaveCount(0);
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Go to" });
  await palette.getByRole("combobox").fill(reference);
  await expect(palette.getByRole("option").first()).toContainText(MAPLE);
  await shoot(page, "day-palette");
  await page.keyboard.press("Enter");
  await expect(title()).toContainText("+1");
  await expect(page.getByText("bird_credentials_invalid").first()).toBeVisible();
  await shoot(page, "day-stuck");

  await sandbox.calm();
  await page.getByRole("button", { name: /^Try again/ }).click();
  const situation = page.getByRole("region", { name: "State" });
  await expect(situation).toContainText("Connected", SOON);
  await expect(connect.heading("WhatsApp connected")).toBeVisible(SOON);
  await shoot(page, "day-mended");
  await connect.page.context().close();
});

test("buys a number at the price it agreed to, and sees it verified", async () => {
  await goTo("Numbers");
  await page.getByRole("link", { name: "Buy a number", exact: true }).click();
  await page.getByRole("link", { name: `Choose ${HARBOR}` }).click();
  await page.getByLabel("Country").fill("GB");
  await page.getByRole("button", { name: "Search" }).last().click();
  await page
    .getByRole("link", { name: /^Buy \+44/ })
    .first()
    .click();
  await expect(page.getByRole("main")).toContainText("GBP 5.00 once", SOON);
  await shoot(page, "day-price");
  await page.getByRole("button", { name: /^Buy \+44 .* for GBP 2\.90 a month$/ }).click();
  const purchase = page.getByRole("listitem").filter({ hasText: HARBOR }).first();
  await expect(purchase).toContainText("GBP 2.90 a month and GBP 5.00 once", SOON);
  await expect(purchase.getByRole("status")).not.toContainText("Buying", SOON);
  await sandbox.post("clock", { advanceMs: 180_000 });
  await expect(purchase.getByRole("status")).toContainText("Ready", SOON);
  await shoot(page, "day-number");
});

test("reads back who did what, and takes it along", async () => {
  await goTo("Audit log");
  const filters = page.getByRole("form", { name: /audit/i });
  await filters.getByLabel("Customer").fill(HARBOR);
  await filters.getByRole("button", { name: "Apply" }).click();
  const done = ["Customer added", "Link made", "Number bought", "Number connected"];
  for (const action of done) await expect(rowOf(action).first()).toContainText(HARBOR);
  await expect(rowOf(MAPLE)).toHaveCount(0);
  const made = rowOf("Customer added");
  await expect(made).toContainText(OPERATOR.email);
  await expect(made).toContainText(/127\.0\.0\.1|::1/);
  await shoot(page, "day-audit");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export CSV" }).click();
  const file = await readFile(await (await download).path(), "utf8");
  const lines = file.trim().split("\r\n");
  expect(lines.filter((line) => line.includes("tenant.created"))).toHaveLength(1);
  expect(lines.find((line) => line.includes("number.bought"))).toContain(HARBOR);
  expect(file).not.toContain(MAPLE);
});

test("is told by the doctor what is wrong, mends it and sees it fine", async () => {
  await sandbox.post("meta/solution", { status: "PENDING" });
  const asked = await sandbox.get<{ callbackUrl: string; fields: string[] }>("meta/webhook");
  const webhook = { ...asked, verifyToken: "sandbox-verify-token" };
  await sandbox.post("meta/webhook", { ...webhook, fields: ["account_update"] });
  const path = "/connectors/00000000-0000-4000-8000-000000000000";
  await sandbox.fault({ target: "bird", path, method: "DELETE", fault: "status", status: 403 });
  await goTo("Settings");
  await page.getByRole("button", { name: "Run the doctor" }).click();
  const wrong = page.getByRole("region", { name: "To mend" });
  await expect(wrong).toContainText("Partner solution", SOON);
  const lineOf = (name: string) =>
    wrong.getByRole("listitem").filter({ has: page.getByRole("heading", { name }) });
  await expect(lineOf("Partner solution")).toContainText("PENDING");
  await expect(lineOf("Meta’s webhook fields")).toContainText("account_review_update");
  await expect(lineOf("Bird permissions")).toContainText("delete workspaces/*/connectors");
  for (const name of BROKEN) await expect(lineOf(name)).toContainText("How to mend it");
  await shoot(page, "day-doctor-wrong");

  await sandbox.calm();
  await sandbox.post("meta/solution", { status: "ACTIVE" });
  await sandbox.post("meta/webhook", webhook);
  await page.getByRole("button", { name: "Run the doctor" }).click();
  const fine = page.getByRole("region", { name: "Fine" });
  for (const name of BROKEN) await expect(fine.getByRole("heading", { name })).toBeVisible(SOON);
  await expect(wrong).toHaveCount(0);
  await shoot(page, "day-doctor-fine");
});

const BROKEN = ["Partner solution", "Meta’s webhook fields", "Bird permissions"];
