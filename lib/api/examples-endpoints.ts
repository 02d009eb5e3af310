import { EVENT_EXAMPLES } from "@/lib/endpoints/event-examples";

const ENDPOINT_ID = "01a219bb-2f7b-7c52-8d0f-4b8f6e0a7d11";
const AT = "2026-11-26T09:30:00.000Z";

const Endpoint = {
  object: "endpoint",
  id: ENDPOINT_ID,
  url: "https://app.example.com/hooks/perch",
  description: "CRM",
  types: ["connection.connected", "connection.action_required"],
  state: "enabled",
  stopReason: null,
  stoppedAt: null,
  failingSince: null,
  previousSecretUntil: null,
  createdAt: AT,
  updatedAt: AT,
};

const eventOf = (type: keyof typeof EVENT_EXAMPLES) => {
  const payload = EVENT_EXAMPLES[type];
  return { object: "event", id: payload.data.eventId, ...payload };
};
const Event = eventOf("connection.connected");
const { tenant, connection } = EVENT_EXAMPLES["connection.connected"].data;

const Delivery = {
  object: "delivery",
  id: "01a219bb-9a3d-70e2-b6a1-7c2f4d8e9b05",
  endpointId: ENDPOINT_ID,
  eventId: Event.id,
  type: Event.type,
  tenantId: tenant.id,
  connectionId: connection.id,
  sequence: 6,
  state: "delivered",
  attempts: 1,
  nextAttemptAt: null,
  deliveredAt: AT,
  replayedAt: null,
  createdAt: AT,
};

const DeliveryTry = {
  attempt: 1,
  at: AT,
  requestHeaders: {
    "webhook-id": Event.id,
    "webhook-timestamp": String(Date.parse(AT) / 1_000),
  },
  status: 204,
  error: null,
  tookMs: 41,
  responseBody: null,
};

/** What endpoints, events and deliveries look like. */
export const ENDPOINT_EXAMPLES: Record<string, Record<string, unknown>> = {
  Endpoint,
  EndpointWithSecret: {
    ...Endpoint,
    secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=",
  },
  DeletedEndpoint: { object: "endpoint", id: ENDPOINT_ID, isDeleted: true },
  Replayed: { replayed: 3 },
  Delivery,
  DeliveryTry,
  DeliveryDetail: { ...Delivery, event: Event, tries: [DeliveryTry] },
  Event,
  ConnectionEvent: Event,
  LinkEvent: eventOf("link.completed"),
  NumberEvent: eventOf("number.verified"),
  TestEvent: eventOf("endpoint.test"),
  EventTenant: tenant,
  ConnectionEventData: EVENT_EXAMPLES["connection.action_required"].data,
  LinkEventData: EVENT_EXAMPLES["link.completed"].data,
  NumberEventData: EVENT_EXAMPLES["number.verified"].data,
  TestEventData: EVENT_EXAMPLES["endpoint.test"].data,
};
