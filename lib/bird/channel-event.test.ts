import { expect, it } from "vitest";
import { BirdEnvelope, readChannelEvent } from "./channel-event";

function read(payload: unknown, event = "channel.created") {
  return readChannelEvent(BirdEnvelope.parse({ service: "channels", event, payload }));
}

it.each([
  ["the channel itself", { id: "ch", connectorId: "c", status: "active" }],
  ["flat ids", { id: "event", channelId: "ch", connectorId: "c", status: "active" }],
  ["nested ids", { channel: { id: "ch" }, connector: { id: "c" }, status: "active" }],
])("reads a channel event with %s", (_name, payload) => {
  const updatedAt = "2026-11-22T10:00:00.000Z";
  expect(read({ ...payload, updatedAt })).toEqual({
    channelId: "ch",
    connectorId: "c",
    status: "active",
    updatedAt: new Date(updatedAt),
  });
});

it("bears what it does not know", () => {
  expect(read({ id: 1, channel: "x", connector: null, updatedAt: 5 })).toEqual({});
  expect(read(null)).toEqual({});
});

it("is none of a message, whose id is not a channel's", () => {
  expect(read({ id: "message", channelId: "ch" }, "whatsapp.inbound")).toBeUndefined();
});
