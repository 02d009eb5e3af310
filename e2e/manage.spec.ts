import { expect, test } from "./fixtures";

test("a connected number can be tried out, disconnected and connected again @phone", async ({
  connect,
  newLink,
  page,
}) => {
  test.slow();
  await connect.enter(await newLink());
  await (await connect.launch()).finish();
  const id = await connect.connectionId();
  await expect(connect.heading("WhatsApp connected")).toBeVisible({ timeout: 30_000 });
  const number = (await page.locator("dd").first().innerText()).trim();

  const digits = number.replace(/\D/g, "");
  await expect(page.getByRole("link", { name: "Open WhatsApp" })).toHaveAttribute(
    "href",
    `https://wa.me/${digits}?text=Hello!`,
  );
  await expect(page.getByRole("img", { name: `chat with ${number}` })).toBeVisible();

  const receiver = page.getByLabel("Your own phone number");
  await receiver.fill("12");
  await page.getByRole("button", { name: "Send test message" }).click();
  await expect(receiver).toHaveAttribute("aria-invalid", "true");
  await expect(receiver).toBeFocused();
  await receiver.fill("+1 212 555 0199");
  await page.getByRole("button", { name: "Send test message" }).click();
  const outcome = page.getByRole("status").filter({ hasText: "Write to your number first" });
  await expect(outcome).toBeVisible({ timeout: 20_000 });

  await page.getByRole("link", { name: "Reconnect this number" }).click();
  await expect(connect.heading(`Reconnect ${number}`)).toBeVisible();
  await page.goto(`/connect/${id}`);
  await page.getByRole("link", { name: "Disconnect this number" }).click();
  await page.getByRole("link", { name: "Keep it" }).click();
  await expect(connect.heading("WhatsApp connected")).toBeVisible();
  await page.goto(`/connect/${id}/disconnect`);
  await page.getByRole("button", { name: `Disconnect ${number}` }).click();
  await expect(connect.heading("Disconnected")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole("status").first()).toContainText("You disconnected this number.");

  await page.getByRole("link", { name: "Connect again" }).click();
  await expect(connect.heading(`Reconnect ${number}`)).toBeVisible();
  await expect(page.getByRole("radio")).toHaveCount(0);
  const popup = await connect.launch();
  await popup.continueTo("Choose your business portfolio");
  await popup.page.getByRole("radio").last().check();
  await popup.continueTo("Choose your WhatsApp Business account");
  await popup.page.getByRole("radio").last().check();
  await popup.continueTo("Add a phone number");
  await popup.page.getByRole("radio", { name: digits.slice(-4) }).check();
  await popup.finish();
  expect(await connect.connectionId()).toBe(id);
  await expect(connect.heading("WhatsApp connected")).toBeVisible({ timeout: 30_000 });
});
