import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import { expect, test } from "./fixtures";
import { check } from "./support/axe";

type Received = { headers: Record<string, string>; body: string };

/** An ISV's receiver; it answers with `state.status`. */
async function receiver() {
  const calls: Received[] = [];
  const state = { status: 204 };
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    calls.push({ headers: request.headers as Record<string, string>, body });
    response.writeHead(state.status).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/hooks`, calls, state, close: () => server.close() };
}

test("an endpoint is added, tested, told of a customer's way, switched and deleted @phone", async ({
  browser,
  connect,
  newLink,
  operatorState,
  portal,
}) => {
  test.setTimeout(240_000);
  const receiving = await receiver();
  const context = await browser.newContext({
    storageState: operatorState,
    baseURL: portal.url,
    viewport: connect.page.viewportSize(),
  });
  const page = await context.newPage();
  await page.goto("/admin/webhooks");
  await page.getByRole("navigation", { name: "Webhooks" }).getByText("Endpoints").click();
  await expect(page.getByRole("heading", { level: 1, name: "Endpoints" })).toBeVisible();
  await check(page, "endpoints");
  await page.getByRole("link", { name: "Add endpoint" }).click();
  await page.getByLabel("Address").fill(`${receiving.url}#x`);
  await page.getByRole("radio", { name: "Only some" }).check();
  await page.getByRole("button", { name: "Add endpoint" }).click();
  await expect(page.getByText("Choose at least one type, or all.")).toBeVisible();
  await check(page, "endpoint-form");
  await page.getByRole("radio", { name: "All events" }).check();
  await page.getByRole("button", { name: "Add endpoint" }).click();
  await expect(page.getByLabel("Address")).toHaveAttribute("aria-invalid", "true");
  await page.getByLabel("Address").fill(receiving.url);
  await page.getByRole("button", { name: "Add endpoint" }).click();
  await expect(page.getByRole("heading", { name: "Copy the signing secret now" })).toBeFocused();
  const secret = await page.getByRole("code").filter({ hasText: "whsec_" }).innerText();
  await check(page, "endpoint-secret");
  await page.getByRole("link", { name: "Go to the endpoint" }).click();
  await expect(page.getByRole("heading", { level: 1, name: receiving.url })).toBeVisible();
  const address = page.url();
  expect(await page.content()).not.toContain("whsec_");

  await page.getByRole("button", { name: "Send a test" }).click();
  await page.waitForURL("**/admin/webhooks/deliveries/*");
  await expect(page.getByText("The endpoint has taken it.")).toBeVisible();
  await expect(page.getByRole("cell", { name: "HTTP 204" })).toBeVisible();
  await check(page, "delivery");

  await connect.enter(await newLink());
  await (await connect.launch()).finish();
  await connect.connectionId();
  const types = () => receiving.calls.map(({ body }) => JSON.parse(body).type);
  await expect.poll(types, { timeout: 30_000 }).toContain("connection.connected");
  expect(types()).toEqual(
    expect.arrayContaining(["link.viewed", "link.started", "link.completed"]),
  );
  for (const { headers, body } of receiving.calls) {
    expect(new Webhook(secret).verify(body, headers)).toBeDefined();
    expect(body).not.toMatch(/token|secret|EAA|\/c\//);
  }

  receiving.state.status = 500;
  await page.goto(address);
  await page.getByRole("button", { name: "Send a test" }).click();
  await page.waitForURL("**/admin/webhooks/deliveries/*");
  await expect(page.getByRole("cell", { name: "HTTP 500" }).first()).toBeVisible();
  await page.goto("/admin/webhooks/deliveries?type=endpoint.test");
  await expect(page.getByRole("cell", { name: "On its way" })).toBeVisible();
  await check(page, "deliveries");
  await page.goto(address);
  await expect(page.getByText("Nothing arrives here at the moment")).toBeVisible();
  await page.getByRole("button", { name: "Make a new secret" }).click();
  const next = await page.getByRole("code").filter({ hasText: "whsec_" }).innerText();
  expect(next).not.toBe(secret);
  await page.getByRole("button", { name: "Disable" }).click();
  await expect(page.getByRole("button", { name: "Enable" })).toBeVisible();
  await check(page, "endpoint");
  await page.getByText("Delete this endpoint").click();
  await expect(page.getByText(`${receiving.url} is sent nothing more.`)).toBeVisible();
  await page.getByRole("button", { name: "Delete the endpoint" }).click();
  await page.waitForURL("**/admin/webhooks/endpoints");
  await expect(page.getByText(receiving.url)).toHaveCount(0);
  receiving.close();
  await context.close();
});
