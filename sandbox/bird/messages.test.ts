import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startTestSandbox } from "../testing.ts";
import { startReceiver } from "../testing-receiver.ts";

let sandbox: Awaited<ReturnType<typeof startTestSandbox>>;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let channel: string;
beforeEach(async () => {
  sandbox = await startTestSandbox();
  receiver = await startReceiver();
  for (const event of ["whatsapp.inbound", "whatsapp.outbound", "whatsapp.interaction"]) {
    const body = { service: "channels", event, url: `${receiver.url}/hooks`, signingKey: "k" };
    await sandbox.birdPost(`${ORGANIZATION}${WORKSPACE}/webhook-subscriptions`, body);
  }
  await sandbox.control("/settings", { install: "event-before-201", messageStepMs: 30 });
  const order = await sandbox.connectorBody();
  const connector = (await sandbox.birdPost(`${WORKSPACE}/connectors`, order)).body;
  const { body } = await sandbox.bird(`${WORKSPACE}/connectors/${connector.id}`);
  channel = (body as { channel: { channelId: string } }).channel.channelId;
});
afterEach(async () => {
  await sandbox.close();
  await receiver.close();
});

const ORGANIZATION = "/organizations/5f2c1f0e-8b0a-4f43-9a55-0c6f5f1d2b11";
const WORKSPACE = "/workspaces/0a2f0c7e-5d0f-4d3a-9f5e-6b1d2c3e4f50";
const CUSTOMER = "+31612345678";

function send(change: Record<string, unknown> = {}) {
  return sandbox.birdPost(`${WORKSPACE}/channels/${channel}/messages`, {
    receiver: { contacts: [{ identifierKey: "phonenumber", identifierValue: CUSTOMER }] },
    body: { type: "text", text: { text: "Your number is connected." } },
    ...change,
  });
}

async function events(count: number) {
  return (await receiver.until(count)).map((one) => JSON.parse(one.body));
}

describe("free text", () => {
  it("is accepted but fails before the customer wrote", async () => {
    const { status, body } = await send();
    expect([status, body.status]).toEqual([202, "accepted"]);
    const [first] = await events(1);
    expect(first).toMatchObject({
      event: "whatsapp.outbound",
      payload: {
        id: body.id,
        status: "sending_failed",
        direction: "outgoing",
        failure: { source: { name: "whatsapp", code: "131047" } },
      },
    });
  });
  it("is delivered and read within a day of the customer's message", async () => {
    await sandbox.control(`/bird/channels/${channel}/inbound`, { from: CUSTOMER, text: "Hi" });
    const { id } = (await send()).body;
    const all = await events(4);
    // Deliveries overtake each other on a busy machine, as Bird's do.
    const seen = all.slice(1).map((one) => one.payload.status ?? one.payload.type);
    expect(seen.sort()).toEqual(["delivered", "read", "sent"]);
    expect(all[0]).toMatchObject({
      event: "whatsapp.inbound",
      payload: {
        direction: "incoming",
        sender: { contact: { identifierValue: CUSTOMER } },
        body: { text: { text: "Hi" } },
      },
    });
    const path = `${WORKSPACE}/channels/${channel}/messages/${id}`;
    expect((await sandbox.bird(path)).body.status).toBe("delivered");
    await sandbox.control("/clock", { advanceMs: 25 * 3_600_000 });
    await send();
    expect((await events(5))[4].payload.status).toBe("sending_failed");
  });
});

describe("a message", () => {
  it("may be a template at any time, but not both", async () => {
    const template = { projectId: "p", version: "latest", locale: "en" };
    expect((await send({ template })).status).toBe(422);
    expect((await send({ template, body: undefined })).status).toBe(202);
    expect((await events(1))[0].payload.status).toBe("sent");
  });
  it("is refused in Bird's words", async () => {
    const refused = await send({
      receiver: { contacts: [{ identifierValue: CUSTOMER, listId: "x" }] },
      body: { type: "interactive" },
    });
    expect(refused.body.details).toMatchObject({
      ".receiver.contacts[0]": ['property "listId" is unsupported'],
      ".body.type": [expect.stringContaining('Invalid value: "interactive", expected one of')],
    });
  });
});
