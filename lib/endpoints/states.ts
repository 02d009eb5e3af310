export const LINK_EVENT_TYPES = [
  "link.viewed",
  "link.started",
  "link.completed",
  "link.failed",
  "link.expired",
  "link.revoked",
] as const;
export const CONNECTION_EVENT_TYPES = [
  "connection.updated",
  "connection.connected",
  "connection.action_required",
  "connection.disconnected",
  "connection.failed",
] as const;

/** The types that an endpoint may choose from. */
export const ENDPOINT_EVENT_TYPES = [
  ...LINK_EVENT_TYPES,
  ...CONNECTION_EVENT_TYPES,
  "number.verified",
] as const;
export type EndpointEventType = (typeof ENDPOINT_EVENT_TYPES)[number];

/** A test goes to the endpoint that it is for, whatever it wants. */
export const EVENT_TYPES = [...ENDPOINT_EVENT_TYPES, "endpoint.test"] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/**
 * `stopped` is an endpoint that Perch has switched off itself: what happens meanwhile waits for it, unless it has said that
 * it is gone.
 */
export const ENDPOINT_STATES = ["enabled", "disabled", "stopped"] as const;
export type EndpointState = (typeof ENDPOINT_STATES)[number];

/** Why Perch switches an endpoint off: nothing arrived for days, or it answered 410 Gone. */
export type StopReason = "silent" | "gone";

/** A delivery that has failed for good, or has arrived, may be sent again by hand. */
export const DELIVERY_TRANSITIONS = {
  pending: ["delivered", "failed"],
  delivered: ["pending"],
  failed: ["pending"],
} as const;
export type DeliveryState = keyof typeof DELIVERY_TRANSITIONS;
export const DELIVERY_STATES = Object.keys(DELIVERY_TRANSITIONS) as DeliveryState[];

/** Why an attempt got no answer; with `secret_unreadable` it was not even made. */
export const ATTEMPT_ERRORS = [
  "timeout",
  "name_unknown",
  "address_refused",
  "unreachable",
  "certificate",
  "closed",
  "secret_unreadable",
] as const;
export type AttemptError = (typeof ATTEMPT_ERRORS)[number];

/** Deliveries of an endpoint are counted up to this: millions may wait for one. */
export const COUNTED_MAX = 1_000;

/** A number of deliveries as it is shown. */
export function countText(count: number): string {
  return count >= COUNTED_MAX ? `${COUNTED_MAX - 1}+` : String(count);
}
