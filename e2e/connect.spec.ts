import type { Locator } from "@playwright/test";
import { expect, test } from "./fixtures";

test("own number: from the link to a verified connection @phone", async ({
  connect,
  newLink,
  sandbox,
  page,
}) => {
  await connect.enter(await newLink());
  await expect(page.getByRole("radio", { name: "Use my own number" })).toBeChecked();
  await sandbox.settings({ channelDelayMs: 6_000 });
  const popup = await connect.launch();
  await popup.continueTo("Your account is connected");
  await popup.finish();
  await connect.connectionId();
  await expect(connect.heading("Connecting your number")).toBeVisible();
  const step = (name: string) => page.getByRole("listitem").filter({ hasText: name });
  await expect(step("Check your WhatsApp account")).toContainText("Done");
  await expect(step("Install your number at Bird")).toContainText("Done");
  await expect(connect.heading("WhatsApp connected")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(/^\+1 /).first()).toBeVisible();
  expect((await sandbox.counts())["POST oauth/access_token"]).toBe(1);
});

test("pre-verified Bird number: only ready ones can be chosen, and Meta asks for no code", async ({
  connect,
  newLink,
  sandbox,
  page,
}) => {
  const { id, numbers } = await sandbox.workspace(["verified", "expired", "verifying"]);
  const [ready, expired, verifying] = numbers.map(({ number }) =>
    page.getByRole("radio", { name: spaced(number) }),
  );
  await connect.enter(await newLink({ workspaceId: id }));
  await expect(expired as Locator).toBeDisabled();
  await expect(verifying as Locator).toBeDisabled();
  await sandbox.post(`bird/numbers/${numbers[2]?.id}`, { state: "verified" });
  await expect(verifying as Locator).toBeEnabled({ timeout: 15_000 });
  await ready?.check();
  const popup = await connect.launch();
  await popup.continueTo("Add a phone number");
  await popup.continueTo(/^Give /);
  await popup.finish();
  await connect.connectionId();
  await expect(connect.heading("WhatsApp connected")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(spaced(numbers[0]?.number ?? "")).first()).toBeVisible();
});

test("a Bird number that stops being ready is refused before the launch", async ({
  connect,
  newLink,
  sandbox,
  page,
}) => {
  const { id, numbers } = await sandbox.workspace(["verified"]);
  const radio = page.getByRole("radio", { name: spaced(numbers[0]?.number ?? "") });
  await connect.enter(await newLink({ workspaceId: id }));
  await expect(radio).toBeEnabled();
  await sandbox.post(`bird/numbers/${numbers[0]?.id}`, { state: "expired" });
  const refused = page.waitForResponse(
    (response) => response.url().endsWith("/api/signups") && response.status() === 422,
  );
  await radio.check();
  expect((await (await refused).json()).code).toBe("number_not_ready");
  await expect(page.getByText("We chose your own number instead.")).toBeVisible();
  await expect(radio).toBeDisabled();
  await expect(page.getByRole("radio", { name: "Use my own number" })).toBeChecked();
  await expect(connect.button).not.toHaveAttribute("aria-disabled", "true");
});

/** `+12025550143` as the page writes it. */
const spaced = (number: string) => number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, "+1 $1 $2 $3");

test("cancel on a step: says where, connects nothing, and the next try works", async ({
  connect,
  newLink,
  page,
}) => {
  await connect.enter(await newLink());
  const popup = await connect.launch();
  await popup.continueTo("Add a phone number");
  await popup.cancel();
  await expect(page.getByText("so nothing is connected yet")).toBeVisible();
  await (await connect.launch()).finish();
  await connect.connectionId();
});

test("user-reported error: Meta's own words and code reach customer and support", async ({
  connect,
  newLink,
  page,
}) => {
  await connect.enter(await newLink());
  const popup = await connect.launch();
  await popup.continueTo("Choose your business portfolio");
  await popup.reportProblem();
  await expect(connect.heading("Connection needs attention")).toBeVisible();
  await expect(page.getByRole("term").filter({ hasText: "Support reference" })).toBeVisible();
  await page.reload();
  await expect(page.getByText(/^Meta’s window reported/)).toBeVisible();
});

for (const scenario of [
  "halves-swapped",
  "cancel-then-finish",
  "duplicate-events",
  "v2-shape",
  "v3-shape",
  "object-event",
  "decoy",
  "mismatch-empty",
  "app-only",
  "coexistence",
  "obo-migration",
]) {
  test(`${scenario}: connects once, with one exchange of the code`, async ({
    connect,
    newLink,
    sandbox,
  }) => {
    await sandbox.scenario(scenario);
    await connect.enter(await newLink());
    await (await connect.launch()).finish();
    await connect.connectionId();
    await expect(connect.heading("WhatsApp connected")).toBeVisible({ timeout: 20_000 });
    const exchanges = (await sandbox.counts())["POST oauth/access_token"];
    expect(exchanges).toBe(scenario === "mismatch-empty" ? 2 : 1);
  });
}

test("code only: the account is found without the event", async ({ connect, newLink, sandbox }) => {
  await sandbox.scenario("code-only");
  await connect.enter(await newLink());
  await (await connect.launch()).finish();
  await connect.connectionId();
});

test("event only: the watchdog asks, and the next try works", async ({
  connect,
  newLink,
  sandbox,
  page,
}) => {
  await sandbox.scenario("event-only");
  await connect.enter(await newLink());
  await (await connect.launch()).finish();
  await expect(page.getByText("Did you finish in Meta’s window?")).toBeVisible({ timeout: 20_000 });
  await (await connect.launch()).finish();
  await connect.connectionId();
});

test("expired code, then success", async ({ connect, newLink, sandbox, page }) => {
  await sandbox.scenario("expired-code");
  await connect.enter(await newLink());
  await (await connect.launch()).finish();
  await expect(connect.heading("Connection needs attention")).toBeVisible();
  await (await connect.launch()).finish();
  await connect.connectionId();
  await page.goBack();
  await expect(connect.button).not.toHaveAttribute("aria-disabled", "true");
});

test("ungranted WABA: refused, nothing bound", async ({ connect, newLink, sandbox, page }) => {
  await sandbox.scenario("waba-not-granted");
  await connect.enter(await newLink());
  await (await connect.launch()).finish();
  await expect(connect.heading("Connection needs attention")).toBeVisible();
  await expect(page).toHaveURL(/\/connect$/);
  await page.reload();
  await expect(connect.heading("Connection needs attention")).toBeVisible();
});

test("popup blocked, SDK blocked: said with the mend", async ({
  connect,
  newLink,
  page,
  sandbox,
}) => {
  await connect.enter(await newLink());
  await expect(connect.button).not.toHaveAttribute("aria-disabled", "true");
  await page.evaluate(() => {
    window.open = () => null;
  });
  await connect.button.click();
  await expect(page.getByText("Your browser did not let Meta’s window open.")).toBeVisible();
  await sandbox.settings({ sdk: "blocked" });
  await page.reload();
  await expect(page.getByText("Meta’s login could not be loaded.")).toBeVisible();
  await sandbox.settings({ sdk: "normal" });
  await page.getByRole("button", { name: "Load again" }).click();
  await expect(connect.button).not.toHaveAttribute("aria-disabled", "true");
});
