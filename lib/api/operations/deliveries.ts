import { z } from "zod";
import { operation } from "@/lib/api/operation";
import { keysetOfQuery, PageQuery, pageOf, toPageAnswer } from "@/lib/api/paging";
import { DeliveryParams, ObjectId, TextOrNull, Time, TimeOrNull } from "@/lib/api/schemas";
import {
  type DeliveryRecord,
  getDeliveryRecord,
  listDeliveryRecords,
  readDeliveryRecord,
} from "@/lib/endpoints/delivery-records";
import { ATTEMPTS_SHOWN_MAX } from "@/lib/endpoints/get-delivery";
import { replayDelivery } from "@/lib/endpoints/replay-delivery";
import { ATTEMPT_ERRORS, DELIVERY_STATES, EVENT_TYPES } from "@/lib/endpoints/states";
import { TenantRef, tenantOfFilter } from "@/lib/tenants/tenant-ref";
import { Event, toEvent } from "./events";

const fields = {
  object: z.literal("delivery"),
  id: ObjectId,
  endpointId: ObjectId,
  eventId: ObjectId.meta({ description: "`webhook-id` of what is sent." }),
  type: z.enum(EVENT_TYPES),
  tenantId: ObjectId.nullable().meta({ description: "Whom the event is about; null for a test." }),
  connectionId: ObjectId.nullable(),
  sequence: z.number().int().nullable().meta({
    description: "Counts the events of one connection from 1 without a gap.",
  }),
  state: z.enum(DELIVERY_STATES).meta({
    description:
      "`pending`: waits or is being tried. `delivered`: answered with a 2xx. `failed`: given up; replay it to send it again.",
  }),
  attempts: z.number().int().meta({ description: "How often it was tried, over all replays." }),
  nextAttemptAt: TimeOrNull.meta({ description: "When it is tried next; null once it has ended." }),
  deliveredAt: TimeOrNull,
  replayedAt: TimeOrNull.meta({ description: "When it was last replayed." }),
  createdAt: Time.meta({ description: "When the event happened." }),
};
export const Delivery = z.object(fields).meta({ id: "Delivery" });

const Try = z
  .object({
    attempt: z.number().int(),
    at: Time,
    requestHeaders: z
      .object({ "webhook-id": ObjectId, "webhook-timestamp": z.string() })
      .meta({ description: "What was sent beside the signature, which is not kept." }),
    status: z.number().int().nullable(),
    error: z.enum(ATTEMPT_ERRORS).nullable().meta({ description: "Why there was no answer." }),
    tookMs: z.number().int(),
    responseBody: TextOrNull.meta({ description: "Its first two kilobytes." }),
  })
  .meta({ id: "DeliveryTry" });

const DeliveryDetail = z
  .object({
    ...fields,
    event: Event.nullable().meta({ description: "Null for keys without the scope `events:read`." }),
    tries: z.array(Try).meta({ description: `The newest ${ATTEMPTS_SHOWN_MAX}, in their order.` }),
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
    ...TenantRef,
    connectionId: ObjectId.optional(),
  }),
  response: pageOf(Delivery).meta({ id: "DeliveryList" }),
  run: async (ctx, { query }) => {
    const { endpointId, state, type, connectionId, limit, cursor } = query;
    const tenantId = await tenantOfFilter(ctx, query);
    const { rows, older } = await listDeliveryRecords(ctx, {
      ...{ endpointId, state, type, tenantId, connectionId },
      ...keysetOfQuery({ limit, cursor }),
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
  description: "With its event, and what each try sent and brought.",
  scope: "endpoints:read",
  response: DeliveryDetail,
  problems: ["not_found"],
  run: async (ctx, { params }) => {
    const { event, tries, ...delivery } = await getDeliveryRecord(ctx, params);
    return { ...toDelivery(delivery), event: event && toEvent(event), tries };
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
  response: Delivery,
  status: 202,
  problems: ["not_found"],
  run: async (ctx, { params }) => {
    const { deliveryId } = await replayDelivery(ctx, params);
    return toDelivery(await readDeliveryRecord(ctx, deliveryId));
  },
});

export function toDelivery(record: DeliveryRecord) {
  return { object: "delivery" as const, ...record };
}
