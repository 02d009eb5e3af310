import { expect, test } from "./fixtures";
import { ConnectPage } from "./pages/connect-page";
import type { Popup } from "./pages/popup";

test("several numbers: the customer chooses", async ({ connect, newLink, sandbox, page }) => {
  await sandbox.scenario("several-numbers");
  await connect.enter(await newLink());
  await (await connect.launch()).finish();
  await connect.connectionId();
  await expect(connect.heading("Connection needs attention")).toBeVisible();
  const second = page.getByRole("radio").nth(1);
  const number =
    (await second.evaluate((radio: HTMLInputElement) => radio.labels?.[0]?.textContent)) ?? "";
  expect(number).toMatch(/^\+1 /);
  await second.check();
  await page.getByRole("button", { name: "Use this number" }).click();
  await expect(connect.heading("WhatsApp connected")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(number).first()).toBeVisible();
});

test("unverified number: check again moves on once it is verified at Meta", async ({
  connect,
  newLink,
  sandbox,
  page,
}) => {
  await sandbox.scenario("unverified");
  await connect.enter(await newLink());
  await (await connect.launch()).finish();
  await connect.connectionId();
  await expect(connect.heading("Connection needs attention")).toBeVisible();
  const checked = page.waitForResponse((response) => response.request().method() === "POST");
  await page.getByRole("button", { name: "Check again" }).click();
  await checked;
  await expect(connect.heading("Connection needs attention")).toBeVisible();
  await sandbox.post(`meta/phones/${await sandbox.newestPhoneId()}`, {
    codeVerification: "VERIFIED",
  });
  await page.getByRole("button", { name: "Check again" }).click();
  await expect(connect.heading("WhatsApp connected")).toBeVisible({ timeout: 30_000 });
});

test("no number: said, with the one thing to do", async ({ connect, newLink, sandbox, page }) => {
  await sandbox.scenario("no-number");
  await connect.enter(await newLink());
  await (await connect.launch()).finish();
  await connect.connectionId();
  await expect(connect.heading("Connection needs attention")).toBeVisible();
  await expect(page.getByRole("button", { name: "Check again" })).toBeVisible();
});

test("a page that is open learns what another tab has done, without reload", async ({
  connect,
  newLink,
  sandbox,
  context,
}) => {
  await sandbox.scenario("unverified");
  await connect.enter(await newLink());
  await (await connect.launch()).finish();
  const id = await connect.connectionId();
  const watching = new ConnectPage(await context.newPage());
  await watching.page.goto(`/connect/${id}`);
  await expect(watching.heading("Connection needs attention")).toBeVisible();
  await sandbox.post(`meta/phones/${await sandbox.newestPhoneId()}`, {
    codeVerification: "VERIFIED",
  });
  await connect.page.getByRole("button", { name: "Check again" }).click();
  await expect(watching.heading("WhatsApp connected")).toBeVisible({ timeout: 30_000 });
});

test("two tabs at once: each launch ends with its own number", async ({
  connect,
  newLink,
  page,
  context,
}) => {
  await connect.enter(await newLink());
  const other = new ConnectPage(await context.newPage());
  await other.page.goto("/connect");
  const popups: Popup[] = [await connect.launch(), await other.launch()];
  for (const popup of popups) await popup.continueTo("Your account is connected");
  await Promise.all(
    popups.map((popup) => popup.page.getByRole("button", { name: "Finish" }).click()),
  );
  expect(await connect.connectionId()).not.toBe(await other.connectionId());
  await page.goto("/connect");
  await expect(page.getByRole("link", { name: /^\+1/ })).toHaveCount(2);
});

test("number of another customer: 409, nothing moved", async ({
  connect,
  newLink,
  sandbox,
  page,
  browser,
}) => {
  await connect.enter(await newLink());
  await (await connect.launch()).finish();
  const id = await connect.connectionId();
  const { display, wabaName, portfolioName } = await sandbox.newestPhone();
  const context = await browser.newContext();
  const thief = new ConnectPage(await context.newPage());
  await thief.enter(await newLink());
  const popup = await thief.launch();
  await popup.continueTo("Choose your business portfolio");
  await popup.page.getByRole("radio", { name: portfolioName, exact: true }).check();
  await popup.continueTo("Choose your WhatsApp Business account");
  await popup.page.getByRole("radio", { name: wabaName, exact: true }).check();
  await popup.continueTo("Add a phone number");
  await popup.page.getByRole("radio", { name: display }).check();
  const refused = thief.page.waitForResponse((response) => response.status() === 409);
  await popup.finish();
  expect((await (await refused).json()).code).toBe("number_taken");
  await expect(thief.heading("Connection needs attention")).toBeVisible();
  await page.goto(`/connect/${id}`);
  await expect(connect.heading("WhatsApp connected")).toBeVisible({ timeout: 30_000 });
  await thief.page.goto(`/connect/${id}`);
  await expect(thief.heading("WhatsApp connected")).toHaveCount(0);
  await context.close();
});
