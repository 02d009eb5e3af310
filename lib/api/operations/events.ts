import { z } from "zod";
import { operation } from "@/lib/api/operation";
import { keysetOfQuery, PageQuery, pageOf, toPageAnswer } from "@/lib/api/paging";
import { EventParams, ObjectId } from "@/lib/api/schemas";
import {
  ConnectionPayload,
  type EventPayload,
  LinkPayload,
  NumberPayload,
  TestPayload,
} from "@/lib/endpoints/event-schemas";
import { getEvent } from "@/lib/endpoints/get-event";
import { listEvents } from "@/lib/endpoints/list-events";
import { EVENT_TYPES } from "@/lib/endpoints/states";
import { TenantRef, tenantOfFilter } from "@/lib/tenants/tenant-ref";

const head = {
  object: z.literal("event"),
  id: ObjectId.meta({ description: "`webhook-id` of what endpoints are sent." }),
};

/** `type`, `timestamp` and `data` are what an endpoint is sent. */
export const Event = z
  .discriminatedUnion("type", [
    z.object({ ...head, ...LinkPayload.shape }).meta({ id: "LinkEvent" }),
    z.object({ ...head, ...ConnectionPayload.shape }).meta({ id: "ConnectionEvent" }),
    z.object({ ...head, ...NumberPayload.shape }).meta({ id: "NumberEvent" }),
    z.object({ ...head, ...TestPayload.shape }).meta({ id: "TestEvent" }),
  ])
  .meta({ id: "Event" });

export const toEvent = (payload: EventPayload) => ({
  object: "event" as const,
  id: payload.data.eventId,
  ...payload,
});

export const listEventsOperation = operation({
  id: "listEvents",
  method: "GET",
  path: "/events",
  tag: "Events",
  summary: "List events",
  description: "Newest first, of the last 30 days.",
  scope: "events:read",
  query: z.strictObject({
    ...PageQuery,
    type: z.enum(EVENT_TYPES).optional(),
    ...TenantRef,
    connectionId: ObjectId.optional(),
  }),
  response: pageOf(Event).meta({ id: "EventList" }),
  run: async (ctx, { query: { limit, cursor, type, connectionId, ...ref } }) => {
    const keyset = keysetOfQuery({ limit, cursor });
    const { rows, older } = await listEvents(ctx, {
      ...{ connectionId, ...keyset },
      tenantId: await tenantOfFilter(ctx, ref),
      types: type && [type],
    });
    return toPageAnswer(rows.map(toEvent), older);
  },
});

export const getEventOperation = operation({
  id: "getEvent",
  method: "GET",
  path: "/events/{eventId}",
  tag: "Events",
  summary: "Get an event",
  description: "What its endpoints were or will be sent.",
  scope: "events:read",
  params: EventParams,
  response: Event,
  problems: ["not_found"],
  run: async (ctx, { params }) => toEvent(await getEvent(ctx, params)),
});
