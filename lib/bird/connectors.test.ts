import { describe, expect, it } from "vitest";
import { type FakeRoutes, fakeProvider } from "@/lib/testing";
import { createBirdClient } from "./client";
import { createConnector } from "./create-connector";
import { deleteConnector } from "./delete-connector";
import { getChannel } from "./get-channel";
import { getConnector } from "./get-connector";
import { listWhatsAppConnectors } from "./list-connectors";

const PATH = "/workspaces/w/connectors";
const GONE = { status: 404, body: { code: "NotFound" } };

async function clientOf(routes: FakeRoutes) {
  const { url, calls } = await fakeProvider(routes);
  const client = createBirdClient({ apiUrl: url, accessKey: "k", organizationId: "org" });
  return { client, calls };
}

function answer(change: Record<string, unknown> = {}) {
  return {
    id: "c1",
    connectorTemplateRef: "whatsapp:1",
    arguments: { wabaId: "11", phoneId: "22", phoneNumber: "+16315550111" },
    channel: { channelId: "ch1", platform: "whatsapp" },
    createdAt: "2026-11-22T10:00:00.000Z",
    ...change,
  };
}
const connector = {
  id: "c1",
  channelId: "ch1",
  wabaId: "11",
  phoneId: "22",
  phoneNumber: "+16315550111",
  createdAt: new Date("2026-11-22T10:00:00Z"),
};

describe("connectors", () => {
  it("are listed for WhatsApp only", async () => {
    const results = [
      answer(),
      answer({ id: "c2", connectorTemplateRef: "sms-messagebird:1", arguments: null }),
    ];
    const { client, calls } = await clientOf({ [`GET ${PATH}`]: { body: { results } } });
    expect(await listWhatsAppConnectors(client, "w")).toEqual([connector]);
    expect(calls[0]?.query.get("templateRef")).toBe("whatsapp:1");
  });

  it("may lack everything but their id", async () => {
    const { client } = await clientOf({
      [`GET ${PATH}/c1`]: { body: { id: "c1", channel: null } },
    });
    expect(await getConnector(client, "w", "c1")).toEqual({ id: "c1" });
  });

  it("are undefined when absent, and other failures are thrown", async () => {
    const { client } = await clientOf({
      [`GET ${PATH}/c1`]: GONE,
      [`GET ${PATH}/c2`]: { status: 401, body: {} },
    });
    expect(await getConnector(client, "w", "c1")).toBeUndefined();
    await expect(getConnector(client, "w", "c2")).rejects.toMatchObject({ isAuth: true });
  });

  it.each([200, 201])("are made, answered %i", async (status) => {
    const { client, calls } = await clientOf({ [`POST ${PATH}`]: { status, body: answer() } });
    const order = {
      name: "WhatsApp - Acme",
      wabaId: "11",
      phoneId: "22",
      phoneNumber: "+16315550111",
      numberId: "n1",
      accessToken: "EAAG",
      securityScheme: "oauth",
    };
    expect(await createConnector(client, "w", order)).toEqual(connector);
    expect(JSON.parse(calls[0]?.body ?? "")).toEqual({
      name: "WhatsApp - Acme",
      connectorTemplateRef: "whatsapp:1",
      arguments: { wabaId: "11", phoneId: "22", phoneNumber: "+16315550111", mbPhoneId: "n1" },
      securityArguments: { oauth: { accessToken: "EAAG" } },
    });
  });

  it("are deleted once", async () => {
    const { client } = await clientOf({
      [`DELETE ${PATH}/c1`]: { status: 204, body: undefined },
      [`DELETE ${PATH}/c2`]: GONE,
    });
    expect(await deleteConnector(client, "w", "c1")).toBe("deleted");
    expect(await deleteConnector(client, "w", "c2")).toBe("absent");
  });
});

describe("a channel", () => {
  it("is read with its raw status, or is undefined", async () => {
    const body = {
      id: "ch1",
      status: "preview",
      connectorId: "c1",
      identifier: "+16315550111",
      updatedAt: "0001-01-01T00:00:00Z",
    };
    const { client } = await clientOf({
      "GET /workspaces/w/channels/ch1": { body },
      "GET /workspaces/w/channels/ch2": GONE,
    });
    expect(await getChannel(client, "w", "ch1")).toEqual({ ...body, updatedAt: undefined });
    expect(await getChannel(client, "w", "ch2")).toBeUndefined();
  });
});
