import { randomUUID } from "node:crypto";
import {
  type APIRequestContext,
  type Browser,
  test as base,
  expect,
  type Page,
} from "@playwright/test";
import { ConnectPage } from "./pages/connect-page";
import { OPERATOR, type RunningPortal, startPortal } from "./support/portal";
import { Sandbox } from "./support/sandbox";

type NewCustomer = { name?: string; workspaceId?: string; email?: string };
type Fixtures = {
  sandbox: Sandbox;
  connect: ConnectPage;
  /** Makes a customer through the console and returns its link. */
  newLink: (customer?: NewCustomer) => Promise<string>;
};
type OperatorState = Awaited<ReturnType<APIRequestContext["storageState"]>>;
type WorkerFixtures = {
  /** The portal of this worker's tests, with its sandbox. */
  portal: RunningPortal;
  operatorState: OperatorState;
};

export const test = base.extend<Fixtures, WorkerFixtures>({
  portal: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its pattern.
    async ({}, use) => {
      const portal = await startPortal();
      await use(portal);
      await portal.stop();
    },
    { scope: "worker", timeout: 90_000 },
  ],
  baseURL: async ({ portal }, use) => use(portal.url),
  operatorState: [
    async ({ browser, portal }, use) => {
      const context = await browser.newContext({ baseURL: portal.url });
      const page = await context.newPage();
      await page.goto("/sign-in");
      await signIn(page);
      await use(await context.storageState());
      await context.close();
    },
    { scope: "worker" },
  ],
  sandbox: async ({ request, portal }, use) => {
    const sandbox = new Sandbox(request, portal.sandboxUrl ?? "");
    await sandbox.calm();
    await use(sandbox);
  },
  connect: async ({ page }, use) => use(new ConnectPage(page)),
  newLink: async ({ browser, operatorState, portal }, use) => {
    await use((customer) => makeLink(browser, { operatorState, baseURL: portal.url, ...customer }));
  },
});
export { expect };

/** Signs the first operator in by the form. */
export async function signIn(page: Page): Promise<void> {
  await page.getByLabel("Email").fill(OPERATOR.email);
  await page.getByLabel("Password").fill(OPERATOR.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/admin");
}

type Making = NewCustomer & { operatorState: OperatorState; baseURL: string };

async function makeLink(browser: Browser, making: Making): Promise<string> {
  const {
    operatorState,
    baseURL,
    workspaceId,
    email,
    name = `Customer ${randomUUID().slice(0, 8)}`,
  } = making;
  const context = await browser.newContext({
    storageState: operatorState,
    baseURL,
  });
  const page = await context.newPage();
  await page.goto("/admin");
  // Another test may have ended every session of this operator.
  if (new URL(page.url()).pathname === "/sign-in") await signIn(page);
  await page.getByLabel("Name of the new customer").fill(name);
  if (email) await page.getByLabel("Email").fill(email);
  if (workspaceId) {
    await page.getByText("Bird workspace", { exact: true }).click();
    await page.getByRole("textbox", { name: /workspace/i }).fill(workspaceId);
  }
  await page.getByRole("button", { name: "Create link" }).click();
  const url = await page.getByRole("code").filter({ hasText: "/c/" }).innerText();
  await context.close();
  return url;
}
