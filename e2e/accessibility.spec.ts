import { expect, test } from "./fixtures";
import { check } from "./support/axe";
import { OPERATOR } from "./support/portal";

test("every page of the customer passes axe, light and dark @phone", async ({
  connect,
  newLink,
  sandbox,
  page,
}) => {
  test.slow();
  const { id } = await sandbox.workspace(["verified", "expired", "verifying", "failed"]);
  const link = await newLink({ workspaceId: id });
  await page.goto(link);
  await check(page, "landing");
  await connect.enter(link);
  await expect(connect.button).not.toHaveAttribute("aria-disabled", "true");
  await check(page, "connect");
  const popup = await connect.launch();
  await check(page, "waiting");
  await popup.continueTo("Add a phone number");
  await popup.cancel();
  await expect(connect.heading("Connection needs attention")).toBeVisible();
  await check(page, "cancelled");
  await sandbox.scenario("several-numbers");
  await (await connect.launch()).finish();
  await connect.connectionId();
  await check(page, "picker");
  await page.goto("/connect");
  await (await connect.launch()).finish();
  await connect.connectionId();
  await check(page, "progress");
  await expect(connect.heading("WhatsApp connected")).toBeVisible({ timeout: 30_000 });
  await check(page, "connected");
  await page.getByRole("link", { name: "Disconnect this number" }).click();
  await expect(connect.heading("Disconnect +")).toBeVisible();
  await check(page, "disconnect");
  await page.getByRole("button", { name: "Disconnect +" }).click();
  await expect(connect.heading("Disconnected")).toBeVisible({ timeout: 30_000 });
  await check(page, "disconnected");
  await page.getByRole("link", { name: "Connect again" }).click();
  await expect(connect.heading("Reconnect +")).toBeVisible();
  await check(page, "reconnect");
  await page.goto("/connect/none");
  await check(page, "not-found");
  await page.goto(`${link}x`);
  await check(page, "closed-link");
});

test("sign-in and overview pass axe, light and dark @phone", async ({ page }) => {
  await page.goto("/sign-in");
  await check(page, "sign-in");
  await page.getByLabel("Email").fill(OPERATOR.email);
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "fit together" })).toBeVisible();
  await check(page, "sign-in-refused");
  await page.getByLabel("Password").fill(OPERATOR.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/admin");
  await check(page, "overview");
});

test("the whole way works by keyboard alone", async ({ connect, newLink, page }) => {
  await page.goto(await newLink());
  await page.getByRole("button", { name: "Continue" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/connect");
  await expect(connect.button).not.toHaveAttribute("aria-disabled", "true");
  for (let presses = 0; presses < 30; presses += 1) {
    if (await connect.button.evaluate((button) => button === document.activeElement)) break;
    await page.keyboard.press("Tab");
  }
  const opened = page.waitForEvent("popup");
  await page.keyboard.press("Enter");
  await (await opened).close();
  await expect(connect.heading("Connection needs attention")).toBeFocused();
});
