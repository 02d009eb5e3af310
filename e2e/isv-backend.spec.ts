import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { check } from "./support/axe";
import { codeOf, commandsOf, loadCode } from "./support/documentation";
import { readServedDocument } from "./support/served-document";

const SECTION = "Build it into your product";
const SCOPES = ["tenants:write", "links:write", "connections:read", "endpoints:write"];
/** Where the documentation says that the ISV's product is. */
const PRODUCT = "https://app.example.com";

type Documented = {
  connectUrl: (customer: { id: string; name: string }, attempt: number) => Promise<string>;
  isFromPerch: (url: string, customerId: string) => boolean;
  readEvent: (body: string, headers: Record<string, string>) => { type: string; data: Told };
  connectionsOf: (customerId: string) => Promise<{ id: string; state: string }[]>;
};
type Told = { eventId: string; sequence?: number; tenant?: { externalId: string } };
type Arrived = { url: string; body: string; headers: Record<string, string> };

/** The ISV's product: keeps what arrives, and has a page for customers who come back. */
async function startProduct() {
  const arrived: Arrived[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const headers = request.headers as Record<string, string>;
    arrived.push({ url: request.url ?? "", body, headers });
    response.setHeader("content-type", "text/html").end("<h1>Welcome back</h1>");
  }).listen(0, "localhost");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { origin: `http://localhost:${port}`, arrived, close: () => server.close() };
}

/** What an owner does once in the console, as the documentation says: a key, the origin, the secret of the way back. */
async function prepare(page: Page, origin: string): Promise<{ key: string; returnSecret: string }> {
  await page.goto("/admin/api-keys");
  await page.getByLabel("Name", { exact: true }).fill("Backend");
  for (const scope of SCOPES)
    await page.locator("label").filter({ hasText: scope }).getByRole("checkbox").check();
  await page.getByRole("button", { name: "Create key" }).click();
  const key = await page
    .getByRole("code")
    .filter({ hasText: /^perch_\w{40,}$/ })
    .innerText();
  await check(page, "api-key-made");
  await page.reload();
  expect(await page.content()).not.toContain(key);
  await page.goto("/admin/links");
  await page.getByLabel("Allowed origins").fill(origin);
  await page.getByRole("button", { name: "Save origins" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await page.getByRole("button", { name: "Make a new secret" }).click();
  const returnSecret = await page
    .getByRole("code")
    .filter({ hasText: /^return_/ })
    .innerText();
  return { key, returnSecret };
}

test("an ISV's backend does all of its part by what the documentation says", async ({
  browser,
  operatorState,
  portal,
  connect,
  page,
}, info) => {
  test.setTimeout(180_000);
  const product = await startProduct();
  const console = await browser.newContext({ storageState: operatorState, baseURL: portal.url });
  const { key, returnSecret } = await prepare(await console.newPage(), product.origin);
  const ofProduct = (code: string) => code.replaceAll(PRODUCT, product.origin);
  const holds = await readServedDocument(portal.url);

  // The commands, as they stand.
  const variables = { PERCH: portal.url, KEY: key };
  const answers: Record<string, unknown>[] = [];
  for (const block of codeOf("README.md", SECTION, "sh"))
    for (const { path, ...command } of commandsOf(ofProduct(block), variables)) {
      const response = await fetch(portal.url + path, command);
      const body = (await response.json()) as Record<string, unknown>;
      expect(response.ok, `${command.method} ${path}: ${JSON.stringify(body)}`).toBe(true);
      holds({ method: command.method, path, status: response.status, body });
      answers.push(body);
    }
  expect(answers.map(({ object }) => object)).toEqual(["endpoint", "tenant", "link", "list"]);

  // The program, which customers are sent off and received by.
  const [program = ""] = codeOf("README.md", SECTION, "ts");
  Object.assign(process.env, variables, {
    WEBHOOK_SECRET: answers[0]?.secret,
    RETURN_SECRET: returnSecret,
  });
  const backend = await loadCode<Documented>(ofProduct(program), info);
  const customer = { id: "cus/4712 ä", name: "Harbor Tea" };
  const url = await backend.connectUrl(customer, 1);
  expect(await backend.connectUrl(customer, 1)).toBe(url);
  expect(await backend.connectionsOf(customer.id)).toEqual([]);

  await connect.enter(url);
  await (await connect.launch()).finish();
  const connectionId = await connect.connectionId();
  await page.waitForURL(`${product.origin}/whatsapp?**`, { timeout: 60_000 });
  await expect(page.getByRole("heading", { name: "Welcome back" })).toBeVisible();
  expect(backend.isFromPerch(page.url(), customer.id)).toBe(true);
  expect(backend.isFromPerch(page.url(), "cus_4711")).toBe(false);
  expect(backend.isFromPerch(page.url().replace("=connected", "=failed"), customer.id)).toBe(false);
  const { searchParams } = new URL(page.url());
  expect(searchParams.get("perch_connection_id")).toBe(connectionId);
  expect(searchParams.get("perch_external_id")).toBe(customer.id);

  const events = () =>
    product.arrived
      .filter((one) => one.url === "/webhooks/perch")
      .map(({ body, headers }) => backend.readEvent(body, headers))
      .filter(({ data }) => data.tenant?.externalId === customer.id);
  const types = () => new Set(events().map(({ type }) => type));
  await expect
    .poll(types)
    .toEqual(
      new Set([
        "link.viewed",
        "link.started",
        "link.completed",
        "connection.updated",
        "connection.connected",
      ]),
    );
  const counted = events().flatMap(({ data }) => data.sequence ?? []);
  expect(counted.toSorted((one, other) => one - other)).toEqual(counted.map((_, at) => at + 1));
  const [seen] = product.arrived.filter((one) => one.url === "/webhooks/perch");
  expect(() => backend.readEvent(`${seen?.body} `, seen?.headers ?? {})).toThrow();

  const connections = await backend.connectionsOf(customer.id);
  expect(connections).toMatchObject([{ id: connectionId, state: "connected" }]);
  await console.close();
  product.close();
});
