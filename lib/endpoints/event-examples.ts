import type { EventPayload } from "./event-schemas";
import type { EventType } from "./states";

const eventId = "01a219bb-9a3c-7ab1-9c44-1f0de5b2a763";
const timestamp = "2026-11-26T09:30:00.000Z";
const tenant = {
  id: "01a219b9-441f-75aa-95e4-cca60006b728",
  externalId: "cus_4711",
  metadata: { plan: "pro" },
};
const link = {
  id: "01a219ba-0e21-7173-990e-cc62589af2dd",
  purpose: "connect" as const,
  metadata: { plan: "pro" },
};
const connection = {
  id: "01a219ba-81c7-7b0e-8d4e-27ae25c71b0d",
  previousState: "provisioning" as const,
  phoneNumber: "+12125550123",
  phoneNumberId: "106540352242922",
  wabaId: "524126980791429",
  channelId: "5b1a0c0e-6f0a-4c7b-8a3e-5f6d7c8b9a02",
};

const aboutLink = { eventId, tenant };
const aboutConnection = { eventId, sequence: 6, tenant, link };
const connected = { ...connection, state: "connected" as const, failure: null };
const held = {
  ...{ ...connection, state: "action_required" as const },
  failure: { code: "pin_mismatch", party: "customer" as const },
};
const failed = {
  ...{ ...connection, state: "failed" as const },
  failure: { code: "number_taken", party: "isv" as const },
};
const lost = { ...connected, state: "disconnected" as const, previousState: "connected" as const };
const moved = (
  state: "viewed" | "started" | "failed",
  previousState: "created" | "viewed" | "started",
) => ({
  ...{ ...aboutLink, link: { ...link, state, previousState } },
});
const ended = (state: "completed" | "expired" | "revoked") => ({
  ...{ ...aboutLink, link: { ...link, state, previousState: "started" as const } },
});

/** What an event of each type looks like. */
export const EVENT_EXAMPLES = {
  "link.viewed": { type: "link.viewed", timestamp, data: moved("viewed", "created") },
  "link.started": { type: "link.started", timestamp, data: moved("started", "viewed") },
  "link.completed": {
    type: "link.completed",
    timestamp,
    data: { ...ended("completed"), connection: { id: connection.id } },
  },
  "link.failed": { type: "link.failed", timestamp, data: moved("failed", "started") },
  "link.expired": { type: "link.expired", timestamp, data: ended("expired") },
  "link.revoked": { type: "link.revoked", timestamp, data: ended("revoked") },
  "connection.updated": {
    type: "connection.updated",
    timestamp,
    data: { ...aboutConnection, sequence: 5, connection: connected },
  },
  "connection.connected": {
    type: "connection.connected",
    timestamp,
    data: { ...aboutConnection, connection: connected },
  },
  "connection.action_required": {
    type: "connection.action_required",
    timestamp,
    data: { ...aboutConnection, connection: held },
  },
  "connection.disconnected": {
    type: "connection.disconnected",
    timestamp,
    data: { ...aboutConnection, sequence: 8, connection: lost },
  },
  "connection.failed": {
    type: "connection.failed",
    timestamp,
    data: { ...aboutConnection, connection: failed },
  },
  "number.verified": {
    type: "number.verified",
    timestamp,
    data: {
      ...{ eventId, tenant },
      number: { id: "9b7f4c1e-2d0a-4c7b-8a3e-5f6d7c8b9a01", phoneNumber: "+12125550123" },
    },
  },
  "endpoint.test": {
    type: "endpoint.test",
    timestamp,
    data: { eventId, endpoint: { id: "01a219bb-2f7b-7c52-8d0f-4b8f6e0a7d11" } },
  },
} satisfies Record<EventType, EventPayload>;
