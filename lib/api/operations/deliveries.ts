import { z } from "zod";
import { operation } from "@/lib/api/operation";
import { keysetOfQuery, PageQuery, pageOf, toPageAnswer } from "@/lib/api/paging";
import { DeliveryParams, ObjectId, TextOrNull, Time, TimeOrNull } from "@/lib/api/schemas";
import { getDeliveryRecord } from "@/lib/endpoints/get-delivery";
import { type ListedDelivery, listDeliveries } from "@/lib/endpoints/list-deliveries";
import { replayDelivery } from "@/lib/endpoints/replay-delivery";
import { ATTEMPT_ERRORS, DELIVERY_STATES, EVENT_TYPES } from "@/lib/endpoints/states";
import { Event, toEvent } from "./events";

export const Delivery = z
  .object({
    object: z.literal("delivery"),
    id: ObjectId,
    endpointId: ObjectId,
    eventId: ObjectId,
    type: z.enum(EVENT_TYPES),
    tenantId: ObjectId.nullable(),
    connectionId: ObjectId.nullable(),
    sequence: z.number().int().nullable(),
    state: z.enum(DELIVERY_STATES),
    attempts: z.number().int(),
    nextAttemptAt: TimeOrNull,
    deliveredAt: TimeOrNull,
    replayedAt: TimeOrNull,
    createdAt: Time,
  })
  .meta({ id: "Delivery" });

const DeliveryDetail = z
  .object({
    object: z.literal("delivery"),
    id: ObjectId,
    endpointId: ObjectId,
    state: z.enum(DELIVERY_STATES),
    nextAttemptAt: TimeOrNull,
    deliveredAt: TimeOrNull,
    replayedAt: TimeOrNull,
    event: Event.nullable().meta({ description: "Null for keys without the scope `events:read`." }),
    attempts: z.array(
      z.object({
        attempt: z.number().int(),
        at: Time,
        status: z.number().int().nullable(),
        error: z.enum(ATTEMPT_ERRORS).nullable().meta({ description: "Why there was no answer." }),
        tookMs: z.number().int(),
        responseBody: TextOrNull.meta({ description: "Its first two kilobytes." }),
      }),
    ),
  })
  .meta({ id: "DeliveryDetail" });

const byId = { tag: "Endpoints", params: DeliveryParams } as const;

export const listDeliveriesOperation = operation({
  id: "listDeliveries",
  method: "GET",
  path: "/deliveries",
  tag: "Endpoints",
  summary: "List deliveries",
  description: "What was sent or is to be, newest first.",
  scope: "endpoints:read",
  query: z.strictObject({
    ...PageQuery,
    endpointId: ObjectId.optional(),
    state: z.enum(DELIVERY_STATES).optional(),
    type: z.enum(EVENT_TYPES).optional(),
    tenantId: ObjectId.optional(),
    connectionId: ObjectId.optional(),
  }),
  response: pageOf(Delivery).meta({ id: "DeliveryList" }),
  run: async (ctx, { query }) => {
    const { endpointId, state, type, tenantId, connectionId } = query;
    const { rows, older } = await listDeliveries(ctx, {
      ...keysetOfQuery(query),
      ...{ endpoint: endpointId, state, type, tenant: tenantId, connection: connectionId },
    });
    return toPageAnswer(rows.map(toDelivery), older);
  },
});

export const getDeliveryOperation = operation({
  ...byId,
  id: "getDelivery",
  method: "GET",
  path: "/deliveries/{deliveryId}",
  summary: "Get a delivery",
  description: "With its event and what each attempt brought.",
  scope: "endpoints:read",
  response: DeliveryDetail,
  problems: ["not_found"],
  run: async (ctx, { params }) => {
    const delivery = await getDeliveryRecord(ctx, params);
    const { id, endpoint, state, nextAttemptAt, deliveredAt, replayedAt, attempts } = delivery;
    return {
      object: "delivery" as const,
      ...{ id, endpointId: endpoint.id, state, nextAttemptAt, deliveredAt, replayedAt, attempts },
      event: delivery.event && toEvent(delivery.event),
    };
  },
});

export const replayDeliveryOperation = operation({
  ...byId,
  id: "replayDelivery",
  method: "POST",
  path: "/deliveries/{deliveryId}/replay",
  summary: "Replay a delivery",
  description: "Sends the same body once more under the same `webhook-id`.",
  scope: "endpoints:write",
  response: z.object({ deliveryId: ObjectId }).meta({ id: "ReplayedDelivery" }),
  status: 202,
  problems: ["not_found"],
  run: async (ctx, { params }) => replayDelivery(ctx, params),
});

function toDelivery(row: ListedDelivery) {
  const { id, endpointId, eventId, type, tenantId, connectionId, sequence, state } = row;
  const { attempts, nextAttemptAt, deliveredAt, replayedAt, createdAt } = row;
  return {
    object: "delivery" as const,
    ...{ id, endpointId, eventId, type, tenantId, connectionId, sequence, state },
    ...{ attempts, nextAttemptAt, deliveredAt, replayedAt, createdAt },
  };
}
