import { describe, expect, it } from "vitest";
import { fakeProvider } from "@/lib/testing";
import { createBirdClient } from "./client";
import { getMessage } from "./get-message";
import { sendTemplate, sendText } from "./send-message";

const PATH = "/workspaces/w/channels/ch/messages";
const CHANNEL = { workspaceId: "w", channelId: "ch" };
const contacts = [{ identifierKey: "phonenumber", identifierValue: "+31612345678" }];

describe("messages", () => {
  it("are sent as text or template and read with their failure", async () => {
    const { url, calls } = await fakeProvider({
      [`POST ${PATH}`]: { status: 202, body: { id: "m1", status: "accepted", reason: "" } },
      [`GET ${PATH}/m1`]: {
        body: {
          id: "m1",
          status: "sending_failed",
          reason: "window closed",
          failure: { code: 15001, source: { name: "whatsapp", code: 131047 } },
        },
      },
    });
    const client = createBirdClient({ apiUrl: url, accessKey: "k", organizationId: "org" });
    const to = "+31612345678";
    expect(await sendText(client, CHANNEL, { to, text: "Hello" })).toEqual({
      id: "m1",
      status: "accepted",
    });
    const template = { projectId: "p", version: "latest", locale: "en" };
    await sendTemplate(client, CHANNEL, { to, template });
    expect(calls.map(({ body }) => JSON.parse(body))).toEqual([
      { receiver: { contacts }, body: { type: "text", text: { text: "Hello" } } },
      { receiver: { contacts }, template },
    ]);
    expect(await getMessage(client, CHANNEL, "m1")).toEqual({
      id: "m1",
      status: "sending_failed",
      failureCode: 15001,
      failureSourceCode: "131047",
      reason: "window closed",
    });
  });
});
