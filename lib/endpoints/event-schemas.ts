import { z } from "zod";
import { CONNECTION_STATES, type ConnectionState } from "@/lib/connections/states";
import { PARTIES } from "@/lib/failures";
import { Id } from "@/lib/ids";
import { LINK_TRANSITIONS, type LinkState } from "@/lib/links/states";
import { CONNECTION_EVENT_TYPES, type EventType, LINK_EVENT_TYPES } from "./states";

const LINK_STATES = Object.keys(LINK_TRANSITIONS) as [LinkState, ...LinkState[]];
const STATES = CONNECTION_STATES as [ConnectionState, ...ConnectionState[]];
const Metadata = z.record(z.string(), z.string()).meta({ description: "Your own words about it." });
const Purpose = z.enum(["connect", "reconnect"]);

const eventId = Id.meta({ description: "The same as `webhook-id`, at every try." });
const tenant = z
  .strictObject({
    id: Id,
    externalId: z.string().nullable().meta({ description: "Your own id of it." }),
    metadata: Metadata,
  })
  .meta({ id: "EventTenant", description: "The customer as it stood then." });

const LinkData = z
  .strictObject({
    eventId,
    tenant,
    link: z.strictObject({
      id: Id,
      purpose: Purpose,
      state: z.enum(LINK_STATES).meta({
        description: "Where it stands now. `failed`: a try failed; the link still works.",
      }),
      previousState: z.enum(LINK_STATES).meta({ description: "Where it stood before." }),
      metadata: Metadata,
    }),
    connection: z.strictObject({ id: Id }).optional().meta({
      description: "The connection that it renews or that came of it, as soon as there is one.",
    }),
  })
  .meta({ id: "LinkEventData" });

const ConnectionData = z
  .strictObject({
    eventId,
    sequence: z.number().int().meta({
      description:
        "Counts the events of this connection from 1 without a gap: take the highest, and leave a late one.",
    }),
    tenant,
    link: z.strictObject({ id: Id, purpose: Purpose, metadata: Metadata }).optional().meta({
      description: "The link by which the customer came, if it was one.",
    }),
    connection: z.strictObject({
      id: Id,
      state: z.enum(STATES).meta({ description: "Where it stands now." }),
      previousState: z.enum(STATES).nullable().meta({
        description: "Where it stood before; null when it is new.",
      }),
      phoneNumber: z.string().nullable().meta({ description: "E.164, once it is known." }),
      phoneNumberId: z.string().nullable().meta({ description: "Meta's id of the number." }),
      wabaId: z.string().nullable().meta({ description: "Meta's id of the WhatsApp account." }),
      channelId: z.string().nullable().meta({ description: "Bird's channel; you send by it." }),
      failure: z
        .strictObject({
          code: z.string().meta({ description: "One of the failures of the reference." }),
          party: z.enum(PARTIES).nullable().meta({ description: "Who must act." }),
        })
        .nullable()
        .meta({ description: "What holds it up; null while nothing does." }),
    }),
  })
  .meta({ id: "ConnectionEventData" });

const NumberData = z
  .strictObject({
    eventId,
    tenant,
    number: z.strictObject({
      id: z.string().meta({ description: "Bird's id of the number." }),
      phoneNumber: z.string().meta({ description: "E.164." }),
    }),
  })
  .meta({ id: "NumberEventData" });

const TestData = z
  .strictObject({ eventId, endpoint: z.strictObject({ id: Id }) })
  .meta({ id: "TestEventData" });

const timestamp = z.iso.datetime().meta({ description: "When it happened." });
export const LinkPayload = z.strictObject({
  ...{ type: z.enum(LINK_EVENT_TYPES), timestamp, data: LinkData },
});
export const ConnectionPayload = z.strictObject({
  ...{ type: z.enum(CONNECTION_EVENT_TYPES), timestamp, data: ConnectionData },
});
export const NumberPayload = z.strictObject({
  ...{ type: z.literal("number.verified"), timestamp, data: NumberData },
});
export const TestPayload = z.strictObject({
  ...{ type: z.literal("endpoint.test"), timestamp, data: TestData },
});

/** What every event says: the body that endpoints are posted. */
export const EventPayload = z.discriminatedUnion("type", [
  LinkPayload,
  ConnectionPayload,
  NumberPayload,
  TestPayload,
]);
export type EventPayload = z.output<typeof EventPayload>;

/** The body of one type alone. */
export function payloadSchemaOf(type: EventType) {
  return z.strictObject({ type: z.literal(type), timestamp, data: dataSchemaOf(type) });
}

function dataSchemaOf(type: EventType) {
  if (type === "number.verified") return NumberData;
  if (type === "endpoint.test") return TestData;
  return type.startsWith("link.") ? LinkData : ConnectionData;
}
