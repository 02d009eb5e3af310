import type { Page } from "@playwright/test";
import { OAuth2Server } from "oauth2-mock-server";
import { expect, test } from "./fixtures";
import { OPERATOR, startPortal } from "./support/portal";

async function signIn(page: Page, password: string): Promise<void> {
  await page.getByLabel("Email").fill(OPERATOR.email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("an operator comes back to the page that asked, and ends every session at once", async ({
  page,
  browser,
}) => {
  await page.goto("/admin");
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fadmin$/);
  await signIn(page, OPERATOR.password);
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await other.goto("/sign-in");
  await signIn(other, OPERATOR.password);
  await expect(other.getByRole("heading", { name: "Overview" })).toBeVisible();
  await page.getByRole("button", { name: "End all my sessions" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await other.goto("/admin");
  await expect(other).toHaveURL(/\/sign-in/);
  await elsewhere.close();
});

test("a foreign address to come back to is ignored", async ({ page, baseURL }) => {
  for (const next of ["https://evil.example", "//evil.example", "/\\evil.example"]) {
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await signIn(page, OPERATOR.password);
    await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
    expect(new URL(page.url()).origin).toBe(baseURL);
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page).toHaveURL(/\/sign-in/);
  }
});

test("a customer signs in by mail: once, and not by a scanner's visit", async ({
  page,
  newLink,
  connect,
  sandbox,
  browser,
}) => {
  const email = `ada-${Date.now()}@harbor.example`;
  await connect.enter(await newLink({ email }));
  const context = await browser.newContext();
  const fresh = await context.newPage();
  await fresh.goto("/sign-in");
  await fresh.getByLabel("Email").fill(email);
  await fresh.getByRole("button", { name: "Email me a sign-in link" }).click();
  await expect(fresh.getByText("If this address is known")).toBeVisible();
  const link = await sandbox.mailedLink(email);
  expect(
    (await page.request.get(link, { headers: { "user-agent": "SafeLinks scanner" } })).ok(),
  ).toBe(true);
  await fresh.goto(link);
  await fresh.getByRole("button", { name: "Continue" }).click();
  await expect(fresh).toHaveURL(/\/connect$/);
  await context.clearCookies();
  await fresh.goto(link);
  await fresh.getByRole("button", { name: "Continue" }).click();
  await expect(fresh.getByText("used already or is too old")).toBeVisible();
  await context.close();
});

test("an unknown address gets the same words and no mail", async ({ page, sandbox }) => {
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill("nobody@harbor.example");
  await page.getByRole("button", { name: "Email me a sign-in link" }).click();
  await expect(page.getByText("If this address is known")).toBeVisible();
  expect(await sandbox.mails("nobody@harbor.example")).toEqual([]);
});

test("single sign-on: for operators whom we know, and for nobody else", async ({ page }) => {
  test.slow();
  const issuer = new OAuth2Server();
  await issuer.issuer.keys.generate("RS256");
  await issuer.start(0, "localhost");
  const person = { sub: "idp-1", email: OPERATOR.email, email_verified: true };
  issuer.service.on("beforeTokenSigning", (token) => Object.assign(token.payload, person));
  issuer.service.on("beforeUserinfo", (response) => Object.assign(response, { body: person }));
  const portal = await startPortal({
    OIDC_ISSUER: issuer.issuer.url ?? "",
    OIDC_CLIENT_ID: "perch",
    OIDC_CLIENT_SECRET: "perch-secret",
  });
  try {
    await page.goto(`${portal.url}/sign-in`);
    await page.getByRole("button", { name: "Continue with single sign-on" }).click();
    await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
    await page.getByRole("button", { name: "Sign out" }).click();
    Object.assign(person, { sub: "idp-2", email: "stranger@perch.test" });
    await page.getByRole("button", { name: "Continue with single sign-on" }).click();
    await expect(page.getByText("This account may not sign in here.")).toBeVisible();
  } finally {
    await portal.stop();
    await issuer.stop();
  }
});
