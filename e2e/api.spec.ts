import { expect, test } from "./fixtures";
import { check } from "./support/axe";

test("an operator makes a key, a program invites a customer with it, and the key is replaced and revoked", async ({
  browser,
  operatorState,
  portal,
}) => {
  const context = await browser.newContext({ storageState: operatorState, baseURL: portal.url });
  const page = await context.newPage();
  await page.goto("/admin/api-keys");
  const name = `Billing ${Date.now().toString(36)}`;
  await page.getByLabel("Name").fill(name);
  for (const scope of ["tenants:write", "links:write", "tenants:read"])
    await page.locator(`[name="scope.${scope}"]`).check();
  await page.getByRole("button", { name: "Create key" }).click();
  await expect(page.getByText(`The key for ${name}`)).toBeVisible();
  const keyOnPage = page.locator("code").filter({ hasText: /^perch_\w{49}$/ });
  const key = await keyOnPage.innerText();

  const ask = async (path: string, { method = "GET", body = {}, by = key } = {}) => {
    const answer = await fetch(`${portal.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${by}` },
      ...(method !== "GET" && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: await answer.json() };
  };
  const externalId = `cus ${name}/ü`;
  const path = `/tenants/by-external-id/${encodeURIComponent(externalId)}`;
  const tenant = await ask(path, { method: "PUT", body: { name: "Harbor Coffee" } });
  expect([tenant.status, tenant.body.externalId]).toEqual([201, externalId]);
  const link = await ask("/links", { method: "POST", body: { externalId } });
  expect(link.status).toBe(201);
  const visitor = await (await browser.newContext()).newPage();
  await visitor.goto(link.body.url);
  await expect(visitor.getByRole("button", { name: "Continue" })).toBeVisible();
  expect((await ask("/numbers")).status).toBe(404);
  expect((await ask("/connections")).body.code).toBe("insufficient_scope");

  await page.goto("/admin/audit");
  await expect(page.getByRole("row").filter({ hasText: "API key" }).first()).toContainText(name);
  await page.goto("/admin/api-keys");
  await page.getByLabel(`Replace ${name}`).click();
  await page.getByLabel("The old key works for").selectOption("0");
  await page.getByRole("button", { name: `Make a new key for ${name}` }).click();
  await expect(keyOnPage).toBeVisible();
  const next = await keyOnPage.innerText();
  expect((await ask("/tenants?limit=1")).body.code).toBe("api_key_expired");
  expect((await ask("/tenants?limit=1", { by: next })).status).toBe(200);
  await page.reload();
  const row = page.getByRole("row").filter({ hasText: next.slice(0, 12) });
  await row.getByLabel(`Revoke ${name}`).first().click();
  await row.getByRole("button", { name: `Revoke ${name}` }).click();
  await expect(row).toContainText("Revoked");
  expect((await ask("/tenants?limit=1", { by: next })).body.code).toBe("api_key_revoked");
  await context.close();
});

test("the API's reference passes axe, and leads to the place of a problem @phone", async ({
  page,
  portal,
}) => {
  const violations: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") violations.push(message.text());
  });
  const refused = await (await fetch(`${portal.url}/api/v1/tenants`)).json();
  await page.goto(`${portal.url}/docs/api`);
  const operation = page.getByRole("button", { name: /tenants.*Create a tenant/ });
  await operation.click();
  await expect(page.getByText("Makes a customer and readies").first()).toBeVisible();
  await check(page, "api-reference");
  await page.goto(refused.type);
  const anchor = new URL(refused.type).hash;
  await expect(page.locator(anchor)).toContainText(refused.code);
  expect(violations).toEqual([]);
});
