import { expect, test } from "./fixtures";
import { check } from "./support/axe";

/** Every page of the console by its heading; what stands below another page comes with it. */
const PAGES: [path: string, heading: string | RegExp][] = [
  ["/admin", "Overview"],
  ["/admin/tenants", "Tenants"],
  ["/admin/tenants/new", /./],
  ["/admin/tenants/import", /./],
  ["/admin/connections", "Connections"],
  ["/admin/numbers", "Numbers"],
  ["/admin/numbers/buy", /./],
  ["/admin/links", "Links"],
  ["/admin/links/new", /./],
  ["/admin/webhooks", "Webhooks"],
  ["/admin/webhooks/endpoints", "Endpoints"],
  ["/admin/webhooks/endpoints/new", /./],
  ["/admin/webhooks/deliveries", "Deliveries"],
  ["/admin/audit", "Audit log"],
  ["/admin/settings", "Settings"],
  ["/admin/settings/operators", /./],
  ["/admin/settings/account", /./],
  ["/admin/settings/brand", /./],
];

test("an operator sees a customer connect, and every page of the console passes axe @phone", async ({
  browser,
  connect,
  newLink,
  operatorState,
  portal,
}) => {
  test.setTimeout(240_000);
  const name = `Harbor ${Date.now().toString(36)}`;
  await connect.enter(await newLink({ name }));
  const viewport = connect.page.viewportSize();
  const context = await browser.newContext({
    storageState: operatorState,
    baseURL: portal.url,
    viewport,
  });
  const page = await context.newPage();
  await page.goto("/admin/connections");
  await (await connect.launch()).finish();
  const connectionId = await connect.connectionId();
  // The list of the console learns of it by itself.
  const row = page.getByRole("row").filter({ hasText: name });
  await expect(row).toContainText("Connected", { timeout: 30_000 });
  await page.goto(`/admin/connections/${connectionId}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("+1");
  await check(page, "console-connection");
  for (const [path, heading] of PAGES) {
    await page.goto(path);
    const title = page.getByRole("heading", { level: 1 });
    await expect(title).toHaveText(heading);
    await check(page, `console${path.replaceAll("/", "-")}`);
  }
  await page.goto("/admin/tenants");
  await page.getByRole("link", { name }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(name);
  await check(page, "console-tenant");
  await context.close();
});
