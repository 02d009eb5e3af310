import type { EndpointRow } from "@/db/queries/endpoints";
import type { EndpointEventType, EndpointState, StopReason } from "./states";

/** An endpoint as people and programs see it; its secret is in none. Times are ISO 8601. */
export type EndpointView = {
  id: string;
  url: string;
  description: string | null;
  /** Null for all. */
  types: EndpointEventType[] | null;
  state: EndpointState;
  stopReason: StopReason | null;
  stoppedAt: string | null;
  /** Since when nothing has arrived, though it was tried. */
  failingSince: string | null;
  /** Until when the secret before the present one signs as well. */
  previousSecretUntil: string | null;
  createdAt: string;
  updatedAt: string;
};

export function toEndpointView(row: EndpointRow, now: Date): EndpointView {
  const { id, url, description, eventTypes, state, stopReason, previousSecretUntil } = row;
  const isOverlap = previousSecretUntil !== null && previousSecretUntil > now;
  return {
    ...{ id, url, description, types: eventTypes, state, stopReason },
    stoppedAt: row.stoppedAt?.toISOString() ?? null,
    failingSince: row.failingSince?.toISOString() ?? null,
    previousSecretUntil: isOverlap ? previousSecretUntil.toISOString() : null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
