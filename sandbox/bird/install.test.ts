import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startTestSandbox } from "../testing.ts";

let sandbox: Awaited<ReturnType<typeof startTestSandbox>>;
beforeEach(async () => {
  sandbox = await startTestSandbox();
});
afterEach(() => sandbox.close());

const WORKSPACE = "/workspaces/0a2f0c7e-5d0f-4d3a-9f5e-6b1d2c3e4f50";
const CONNECTORS = `${WORKSPACE}/connectors`;

type Connector = { id: string; channel?: { channelId: string } };

async function install(body: unknown) {
  const answer = await sandbox.birdPost(CONNECTORS, body);
  return { ...answer, connector: answer.body as unknown as Connector };
}

async function readConnector(id: string) {
  return (await sandbox.bird(`${CONNECTORS}/${id}`)).body as unknown as Connector;
}

async function channels() {
  return (await sandbox.bird(`${WORKSPACE}/channels`)).body.results as Record<string, string>[];
}

describe("a connector", () => {
  it("gets its channel later, and registers the number at Meta", async () => {
    const body = await sandbox.connectorBody();
    const { status, connector } = await install(body);
    expect([status, connector.channel]).toEqual([201, undefined]);
    expect(await channels()).toEqual([]);
    await sandbox.control("/clock", { advanceMs: 2000 });
    const { channel } = await readConnector(connector.id);
    expect(await channels()).toMatchObject([
      { id: channel?.channelId, connectorId: connector.id, status: "active" },
    ]);
    const phone = sandbox.world.meta.phones.get(body.arguments.phoneId ?? "");
    expect(phone).toMatchObject({ status: "CONNECTED", platformType: "CLOUD_API" });
  });
  it("never shows the token", async () => {
    const body = await sandbox.connectorBody();
    const { connector } = await install(body);
    const seen = [
      connector,
      await readConnector(connector.id),
      (await sandbox.bird(CONNECTORS)).body,
      (await sandbox.control("/state")).body,
    ];
    expect(JSON.stringify(seen)).not.toContain(body.securityArguments.oauth.accessToken);
  });
  it("exists once per number, in whatever workspace", async () => {
    const body = await sandbox.connectorBody();
    const { connector } = await install(body);
    await sandbox.control("/bird/workspaces", { id: "other", name: "Other" });
    const again = await sandbox.birdPost("/workspaces/other/connectors", body);
    expect(again.status).toBe(409);
    expect(again.body.details).toEqual({
      conflictingResource: { type: "connector", id: connector.id },
    });
  });
  it("is refused with the path of every mistake", async () => {
    const { status, body } = await sandbox.birdPost(CONNECTORS, {
      connectorTemplateRef: "sms:1",
      arguments: { wabaId: 12, phoneId: "12", phoneNumber: "0612", mbPhoneId: "x", more: 1 },
      securityArguments: { bearer: { accessToken: "x" } },
      extra: true,
    });
    expect([status, body.code]).toEqual([422, "InvalidPayload"]);
    expect(Object.keys(body.details as object).sort()).toEqual([
      ".",
      ".arguments",
      ".arguments.mbPhoneId",
      ".arguments.phoneNumber",
      ".arguments.wabaId",
      ".connectorTemplateRef",
      ".name",
      ".securityArguments",
      ".securityArguments.oauth.accessToken",
    ]);
  });
  it("takes its channel along when it is deleted, and frees the number", async () => {
    const body = await sandbox.connectorBody();
    const { connector } = await install(body);
    await sandbox.control("/clock", { advanceMs: 2000 });
    const gone = await sandbox.bird(`${CONNECTORS}/${connector.id}`, { method: "DELETE" });
    expect([gone.status, await channels()]).toEqual([204, []]);
    expect((await sandbox.bird(`${CONNECTORS}/${connector.id}`)).status).toBe(404);
    expect((await install(body)).status).toBe(201);
  });
});

describe("installing", () => {
  it("fails when the token does not reach the number", async () => {
    const body = await sandbox.connectorBody();
    body.securityArguments.oauth.accessToken = "EAAGnonsense";
    await install(body);
    await sandbox.control("/clock", { advanceMs: 2000 });
    expect(await channels()).toMatchObject([{ status: "error" }]);
  });
  it("fails on a number with a PIN that Bird cannot know", async () => {
    const body = await sandbox.connectorBody();
    await sandbox.control(`/meta/phones/${body.arguments.phoneId}`, { pin: "246810" });
    await sandbox.control("/settings", { installFailure: "silent" });
    const { connector } = await install(body);
    await sandbox.control("/clock", { advanceMs: 2000 });
    expect([await channels(), connector.channel]).toEqual([[], undefined]);
    const { bird } = (await sandbox.control("/state")).body as { bird: { connectors: unknown } };
    expect(bird.connectors).toMatchObject([{ problem: expect.stringContaining("PIN Mismatch") }]);
  });
  it("can wait, never come, or come at once, as asked", async () => {
    await sandbox.control("/settings", { install: "pending-then-active", channelAtOnce: true });
    const first = await install(await sandbox.connectorBody());
    const path = `${WORKSPACE}/channels/${first.connector.channel?.channelId}`;
    expect((await sandbox.bird(path)).status).toBe(404);
    await sandbox.control("/clock", { advanceMs: 1600 });
    expect((await sandbox.bird(path)).body.status).toBe("pending");
    await sandbox.control("/clock", { advanceMs: 1600 });
    expect((await sandbox.bird(path)).body.status).toBe("active");
    await sandbox.control("/settings", { install: "never", channelAtOnce: false });
    const second = await install(await sandbox.connectorBody());
    await sandbox.control("/clock", { advanceMs: 3_600_000 });
    expect((await readConnector(second.connector.id)).channel).toBeUndefined();
    await sandbox.control(`/bird/connectors/${second.connector.id}`, {
      install: "event-before-201",
    });
    expect((await readConnector(second.connector.id)).channel).toBeDefined();
  });
});
