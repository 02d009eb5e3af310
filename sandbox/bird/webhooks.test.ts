import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startTestSandbox } from "../testing.ts";
import { type Received, startReceiver } from "../testing-receiver.ts";
import { birdSignature } from "./signature.ts";

let sandbox: Awaited<ReturnType<typeof startTestSandbox>>;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeEach(async () => {
  sandbox = await startTestSandbox();
  receiver = await startReceiver();
});
afterEach(async () => {
  await sandbox.close();
  await receiver.close();
});

const WORKSPACE = "/workspaces/0a2f0c7e-5d0f-4d3a-9f5e-6b1d2c3e4f50";
const BASE = `/organizations/5f2c1f0e-8b0a-4f43-9a55-0c6f5f1d2b11${WORKSPACE}/webhook-subscriptions`;
const KEY = "1RhDxTe8mB0kqYp0vQzF3s4uWm9nLkJhGfDsAaZxCvE=";

function subscribe(change: Record<string, unknown> = {}) {
  const url = `${receiver.url}/hooks/bird?ws=1`;
  const body = { service: "channels", event: "channel.created", url, signingKey: KEY, ...change };
  return sandbox.birdPost(BASE, body);
}

async function install(mode = "active") {
  await sandbox.control("/settings", { install: mode });
  const answer = await sandbox.birdPost(`${WORKSPACE}/connectors`, await sandbox.connectorBody());
  await sandbox.control("/clock", { advanceMs: 2000 });
  return answer.body as { id: string };
}

function isSigned({ headers, url, body }: Received, key = KEY): boolean {
  const timestamp = String(headers["messagebird-request-timestamp"]);
  const signature = birdSignature({ signingKey: key, timestamp, url: receiver.url + url, body });
  return headers["messagebird-signature"] === signature;
}

/** Resolves when the sandbox has noted every answer. */
async function settled() {
  const isOpen = () => sandbox.world.deliveries.some((one) => one.state !== "succeeded");
  for (let tries = 0; isOpen() && tries < 100; tries += 1)
    await new Promise((wake) => setTimeout(wake, 10));
}

const idOf = (one: Received | undefined) => one?.headers["messagebird-request-id"];
const timeOf = (one: Received | undefined) => one?.headers["messagebird-request-timestamp"];

describe("the signature", () => {
  it("takes the key as text and the hash as bytes", () => {
    const body =
      '{"service":"channels","event":"channel.created","payload":{"id":"6f1c2b9e-0d1f-4b7e-9a45-2a6d3c1e8f00","status":"active"}}';
    const url = "https://portal.example.com/bird/webhooks/ws_7f3a?src=bird";
    const signature = birdSignature({ signingKey: KEY, timestamp: "1722945600", url, body });
    expect(signature).toBe("wdREZ8pg834BO3KvSb2XB9LK7Nq9F5PkwkOJbq+M+vM=");
  });
});

describe("a delivery", () => {
  it("tells of the channel, signed", async () => {
    await subscribe();
    const connector = await install();
    const [first] = await receiver.until(1);
    expect(first && isSigned(first)).toBe(true);
    expect(JSON.parse(first?.body ?? "")).toMatchObject({
      service: "channels",
      event: "channel.created",
      payload: { connectorId: connector.id, platformId: "whatsapp", status: "active" },
    });
  });
  it("is repeated with its first timestamp and id until 2xx, and logged", async () => {
    const { id } = (await subscribe()).body;
    receiver.answerWith(500, 404);
    await sandbox.control("/settings", { birdRetryMs: 30 });
    await install();
    const [first, , third] = await receiver.until(3);
    expect([idOf(third), timeOf(third)]).toEqual([idOf(first), timeOf(first)]);
    await settled();
    const { results } = (await sandbox.bird(`${BASE}/${id}/logs`)).body;
    expect(results).toMatchObject([
      { attemptCount: 3, httpStatusCode: 200, executionStatus: "succeeded" },
    ]);
  });
  it("comes before the 201, twice, reordered or badly signed when asked", async () => {
    await subscribe();
    await subscribe({ event: "channel.updated" });
    await sandbox.control("/settings", { install: "event-before-201" });
    await sandbox.birdPost(`${WORKSPACE}/connectors`, await sandbox.connectorBody());
    expect(receiver.received).toHaveLength(1);
    await install("duplicate-events");
    const [, a, b] = await receiver.until(3);
    expect(a?.body).toBe(b?.body);
    expect(idOf(a)).not.toBe(idOf(b));
    await sandbox.control("/settings", { birdDelivery: "reorder", channelDelayMs: 100 });
    await install("pending-then-active");
    await sandbox.control("/clock", { advanceMs: 100 });
    await sandbox.control("/clock", { advanceMs: 2000 });
    const late = (await receiver.until(5)).slice(3).map((one) => JSON.parse(one.body).event);
    expect(late).toEqual(["channel.updated", "channel.created"]);
    await sandbox.control("/settings", { birdDelivery: "wrong-signature" });
    await install();
    const sixth = (await receiver.until(6))[5];
    expect([sixth && isSigned(sixth), idOf(sixth)]).toEqual([false, expect.any(String)]);
  });
  it("can be sent again, in any order, right or wrong", async () => {
    await subscribe();
    await install();
    await install();
    await receiver.until(2);
    const all = (await sandbox.control("/deliveries?provider=bird")).body.deliveries as {
      id: number;
    }[];
    const ids = all.map((one) => one.id).reverse();
    await sandbox.control("/deliveries/redeliver", { ids });
    expect(receiver.received.slice(2).map(idOf)).toEqual(
      receiver.received.slice(0, 2).reverse().map(idOf),
    );
    await sandbox.control("/deliveries/redeliver", { id: ids[0], signature: "wrong" });
    const last = receiver.received[4];
    expect(last && isSigned(last)).toBe(false);
  });
});

describe("a subscription", () => {
  it("wants what its filters say, while it is active", async () => {
    await subscribe({ eventFilters: [{ key: "channelStatus", value: "pending" }] });
    const { id } = (await subscribe({ event: "channel.updated" })).body;
    await install("pending-then-active");
    await receiver.until(1);
    await sandbox.birdPost(`${BASE}/${id}`, { status: "inactive" }, "PATCH");
    await sandbox.control("/clock", { advanceMs: 2000 });
    const { deliveries } = (await sandbox.control("/deliveries")).body;
    expect(deliveries).toMatchObject([{ event: "channel.created" }]);
  });
  it("has a plural path, five equals and an unchangeable event", async () => {
    expect((await sandbox.birdPost(BASE.slice(0, -1), {})).status).toBe(404);
    const statuses = [];
    for (let n = 0; n < 6; n += 1) statuses.push((await subscribe()).status);
    expect(statuses).toEqual([201, 201, 201, 201, 201, 422]);
    const other = await subscribe({ eventFilters: [{ key: "platformId", value: "whatsapp" }] });
    expect(other.status).toBe(201);
    const path = `${BASE}/${other.body.id}`;
    expect((await sandbox.birdPost(path, { event: "channel.updated" }, "PATCH")).status).toBe(422);
    expect((await sandbox.birdPost(path, {}, "PATCH")).status).toBe(422);
    expect((await sandbox.bird(path, { method: "DELETE" })).status).toBe(204);
    expect((await sandbox.bird(path)).status).toBe(404);
  });
  it("is refused for a local URL when the rule is strict", async () => {
    await sandbox.control("/settings", { strictWebhookUrl: true });
    const refused = await subscribe();
    expect([refused.status, refused.body.details]).toEqual([422, { ".url": expect.any(Array) }]);
    expect((await subscribe({ url: "https://portal.example.com/hooks?x=1" })).status).toBe(201);
    expect((await subscribe({ url: "https://portal.example.com?x=1" })).status).toBe(422);
  });
});
