import { z } from "zod";
import { operation } from "@/lib/api/operation";
import { pageOf, toPageAnswer } from "@/lib/api/paging";
import { EndpointParams, ObjectId, TextOrNull, Time, TimeOrNull } from "@/lib/api/schemas";
import { CreateEndpoint, createEndpoint, ENDPOINTS_MAX } from "@/lib/endpoints/create-endpoint";
import { deleteEndpoint } from "@/lib/endpoints/delete-endpoint";
import { readDeliveryRecord } from "@/lib/endpoints/delivery-records";
import { getEndpointRecord, listEndpointRecords } from "@/lib/endpoints/endpoint-records";
import type { EndpointView } from "@/lib/endpoints/endpoint-view";
import { ReplayEvents, replayEvents } from "@/lib/endpoints/replay-events";
import { rotateEndpointSecret } from "@/lib/endpoints/rotate-endpoint-secret";
import { sendTestEvent } from "@/lib/endpoints/send-test-event";
import { ENDPOINT_EVENT_TYPES, ENDPOINT_STATES } from "@/lib/endpoints/states";
import { UpdateEndpoint, updateEndpoint } from "@/lib/endpoints/update-endpoint";
import { Delivery, toDelivery } from "./deliveries";

const fields = {
  object: z.literal("endpoint"),
  id: ObjectId,
  url: z.url().meta({ description: "https, on the open Internet." }),
  description: TextOrNull,
  types: z.array(z.enum(ENDPOINT_EVENT_TYPES)).nullable().meta({
    description: "The types of events that it is sent; null for all.",
  }),
  state: z.enum(ENDPOINT_STATES).meta({
    description:
      "`disabled`: switched off by hand; nothing is kept for it. `stopped`: switched off by Perch, see `stopReason`; enable it once it is back.",
  }),
  stopReason: z.enum(["silent", "gone"]).nullable().meta({
    description:
      "Why Perch has switched it off. `silent`: nothing arrived for three days; what happens meanwhile waits for it up to 90 days. `gone`: it answered 410 Gone; what happens meanwhile is not kept for it.",
  }),
  stoppedAt: TimeOrNull,
  failingSince: TimeOrNull.meta({
    description: "Since when nothing has arrived, though it was tried.",
  }),
  previousSecretUntil: TimeOrNull.meta({
    description: "Until then the secret before the present one signs as well.",
  }),
  createdAt: Time,
  updatedAt: Time,
};
export const Endpoint = z.object(fields).meta({ id: "Endpoint" });

const EndpointWithSecret = z
  .object({
    ...fields,
    secret: z.string().meta({
      description: "Verifies signatures. It is answered once and never again.",
      example: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=",
    }),
  })
  .meta({ id: "EndpointWithSecret" });

const toEndpoint = (view: EndpointView) => {
  const { id, url, description, types, state, stopReason, stoppedAt, failingSince } = view;
  const { previousSecretUntil, createdAt, updatedAt } = view;
  return {
    object: "endpoint" as const,
    ...{ id, url, description, types, state, stopReason, stoppedAt, failingSince },
    ...{ previousSecretUntil, createdAt, updatedAt },
  };
};

const byId = { tag: "Endpoints", params: EndpointParams } as const;
const { isEnabled: _, endpointId: __, ...changeable } = UpdateEndpoint.shape;

export const createEndpointOperation = operation({
  id: "createEndpoint",
  method: "POST",
  path: "/endpoints",
  tag: "Endpoints",
  summary: "Create an endpoint",
  description: `Adds an address that events are posted to from now on, signed as https://www.standardwebhooks.com says. At most ${ENDPOINTS_MAX}.`,
  scope: "endpoints:write",
  body: CreateEndpoint,
  example: {
    url: "https://app.example.com/hooks/perch",
    description: "CRM",
    types: ["connection.connected", "connection.action_required"],
  },
  response: EndpointWithSecret,
  status: 201,
  problems: ["too_many_endpoints"],
  run: async (ctx, { body }) => {
    const made = await createEndpoint(ctx, body);
    return { ...toEndpoint(made), secret: made.secret };
  },
});

export const listEndpointsOperation = operation({
  id: "listEndpoints",
  method: "GET",
  path: "/endpoints",
  tag: "Endpoints",
  summary: "List endpoints",
  description: "All of them in one page, oldest first.",
  scope: "endpoints:read",
  response: pageOf(Endpoint).meta({ id: "EndpointList" }),
  run: async (ctx) => toPageAnswer((await listEndpointRecords(ctx)).map(toEndpoint), undefined),
});

export const getEndpointOperation = operation({
  ...byId,
  id: "getEndpoint",
  method: "GET",
  path: "/endpoints/{endpointId}",
  summary: "Get an endpoint",
  description: "Its secret is not among what is answered.",
  scope: "endpoints:read",
  response: Endpoint,
  problems: ["not_found"],
  run: async (ctx, { params }) => toEndpoint(await getEndpointRecord(ctx, params)),
});

export const updateEndpointOperation = operation({
  ...byId,
  id: "updateEndpoint",
  method: "PATCH",
  path: "/endpoints/{endpointId}",
  summary: "Change an endpoint",
  description:
    "Changes the fields that are sent. Enabling one that was off sends what waits for it at once; while it is disabled, nothing new is kept for it.",
  scope: "endpoints:write",
  body: z.strictObject({
    ...changeable,
    state: z.enum(["enabled", "disabled"]).optional(),
  }),
  example: { types: null, state: "enabled" },
  response: Endpoint,
  problems: ["not_found"],
  run: async (ctx, { params: { endpointId }, body: { state, ...change } }) => {
    const isEnabled = state === undefined ? undefined : state === "enabled";
    return toEndpoint(await updateEndpoint(ctx, { endpointId, ...change, isEnabled }));
  },
});

export const deleteEndpointOperation = operation({
  ...byId,
  id: "deleteEndpoint",
  method: "DELETE",
  path: "/endpoints/{endpointId}",
  summary: "Delete an endpoint",
  description: "With its secret, and all that was or would have been sent to it.",
  scope: "endpoints:write",
  response: z
    .object({ object: z.literal("endpoint"), id: ObjectId, isDeleted: z.literal(true) })
    .meta({ id: "DeletedEndpoint" }),
  problems: ["not_found"],
  run: async (ctx, { params }) => {
    const { endpointId: id } = await deleteEndpoint(ctx, params);
    return { object: "endpoint" as const, id, isDeleted: true as const };
  },
});

export const rotateEndpointSecretOperation = operation({
  ...byId,
  id: "rotateEndpointSecret",
  method: "POST",
  path: "/endpoints/{endpointId}/rotate-secret",
  summary: "Rotate an endpoint's secret",
  description: "For 24 hours both the new secret and the one before it sign.",
  scope: "endpoints:write",
  response: EndpointWithSecret,
  problems: ["not_found"],
  run: async (ctx, { params }) => {
    const rotated = await rotateEndpointSecret(ctx, params);
    return { ...toEndpoint(rotated), secret: rotated.secret };
  },
});

export const testEndpointOperation = operation({
  ...byId,
  id: "testEndpoint",
  method: "POST",
  path: "/endpoints/{endpointId}/test",
  summary: "Send a test event",
  description: "Sends `endpoint.test` to it at once; the delivery says what came of it.",
  scope: "endpoints:write",
  response: Delivery,
  status: 202,
  problems: ["not_found", "endpoint_off"],
  run: async (ctx, { params }) => {
    const { deliveryId } = await sendTestEvent(ctx, params);
    return toDelivery(await readDeliveryRecord(ctx, deliveryId));
  },
});

export const replayEndpointOperation = operation({
  ...byId,
  id: "replayEndpoint",
  method: "POST",
  path: "/endpoints/{endpointId}/replay",
  summary: "Replay what was given up",
  description: "Sends it every event since a time once more whose delivery has failed for good.",
  scope: "endpoints:write",
  body: z.strictObject({
    since: ReplayEvents.shape.since.meta({
      type: "string",
      description: "A time, or a day of the UTC calendar.",
    }),
  }),
  example: { since: "2026-11-26T09:30:00.000Z" },
  response: z.object({ replayed: z.number().int() }).meta({ id: "Replayed" }),
  status: 202,
  problems: ["not_found"],
  run: async (ctx, { params: { endpointId }, body: { since } }) =>
    replayEvents(ctx, { endpointId, since }),
});
