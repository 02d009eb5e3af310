export const EVENT_TYPES = [
  "link.viewed",
  "link.started",
  "link.completed",
  "link.failed",
  "link.expired",
  "link.revoked",
  "connection.updated",
  "connection.connected",
  "connection.action_required",
  "connection.disconnected",
  "connection.failed",
  "number.verified",
  "endpoint.test",
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** `failing` is an endpoint that Perch has switched off itself. */
export type EndpointState = "enabled" | "disabled" | "failing";

/** A delivery that has failed for good, or has arrived, may be sent again by hand. */
export const DELIVERY_TRANSITIONS = {
  pending: ["delivered", "failed"],
  delivered: ["pending"],
  failed: ["pending"],
} as const;
export type DeliveryState = keyof typeof DELIVERY_TRANSITIONS;
