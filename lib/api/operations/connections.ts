import { z } from "zod";
import { operation } from "@/lib/api/operation";
import { keysetOfQuery, PageQuery, pageOf, toPageAnswer } from "@/lib/api/paging";
import { ConnectionParams, ObjectId, TextOrNull, Time, TimeOrNull } from "@/lib/api/schemas";
import { NUMBER_SOURCES } from "@/lib/connections/connection-filters";
import {
  type ConnectionRecord,
  type ConnectionWithSteps,
  connectionRefOf,
  getConnectionRecord,
  listConnectionRecords,
  readConnectionRecord,
} from "@/lib/connections/connection-records";
import { disconnectConnection } from "@/lib/connections/disconnect-connection";
import { recheckConnection } from "@/lib/connections/recheck-connection";
import { sendTestMessage } from "@/lib/connections/send-test-message";
import { CONNECTION_STATES, STEPS } from "@/lib/connections/states";
import { FAILURE_CODES, PARTIES } from "@/lib/failures";
import { TenantRef, tenantOfFilter } from "@/lib/tenants/tenant-ref";

export const Failure = z
  .object({
    code: z.enum(FAILURE_CODES),
    party: z.enum(PARTIES).meta({ description: "Who must act next." }),
    retry: z.enum(["auto", "recheck", "restart"]).meta({
      description:
        "`auto`: Perch tries again by itself. `recheck`: mend it, then retry. `restart`: the customer must run Meta's window again; the same link works until it ends.",
    }),
    customerMessage: z.string(),
    customerAction: z.string(),
    operatorHint: z.string(),
    documentationUrl: z.url(),
    detail: z.record(z.string(), z.union([z.string(), z.number()])).meta({
      description: "What Meta or Bird said: codes, trace ids and texts for their support.",
    }),
  })
  .meta({ id: "Failure" });

const fields = {
  object: z.literal("connection"),
  id: ObjectId,
  tenantId: ObjectId,
  externalId: TextOrNull.meta({ description: "Your own id of its tenant." }),
  linkId: ObjectId.nullable().meta({
    description: "The link that its customer came by last; null when they came by none.",
  }),
  signupId: ObjectId,
  state: z.enum(CONNECTION_STATES).meta({
    description:
      "`pending` and `provisioning`: on its way. `action_required`: `failure` says who must act. `connected`: it works in Bird. `failed`: it came to nothing. `disconnected`: it was taken out.",
  }),
  source: z.enum(NUMBER_SOURCES).meta({ description: "The customer's own number, or Bird's." }),
  phoneNumber: TextOrNull.meta({ description: "E.164", example: "+31612345678" }),
  verifiedName: TextOrNull,
  isCoexistence: z.boolean().meta({
    description: "Whether the number stays in the WhatsApp Business app as well.",
  }),
  wabaId: z.string(),
  wabaName: TextOrNull,
  businessId: TextOrNull,
  phoneNumberId: TextOrNull,
  numberId: TextOrNull,
  connectorId: TextOrNull,
  channelId: TextOrNull.meta({ description: "Bird's id of the channel to send through." }),
  channelStatus: TextOrNull,
  failure: Failure.nullable(),
  health: z
    .object({
      status: TextOrNull.meta({ description: "Of the number.", example: "CONNECTED" }),
      qualityRating: TextOrNull.meta({ description: "How receivers rate it.", example: "GREEN" }),
      nameStatus: TextOrNull.meta({ description: "Of its display name.", example: "APPROVED" }),
      messagingLimitTier: TextOrNull.meta({ description: "A day's most.", example: "TIER_1K" }),
      accountReviewStatus: TextOrNull.meta({ description: "Of its WABA.", example: "APPROVED" }),
      canSend: TextOrNull.meta({ description: "Whether it may send.", example: "AVAILABLE" }),
      checkedAt: TimeOrNull.meta({ description: "When Meta was asked last." }),
    })
    .meta({ description: "Meta's own words, an open set; null is what Meta has not told." }),
  supportReference: z.string().meta({ description: "What its customer reads out to support." }),
  tokenExpiresAt: TimeOrNull,
  connectedAt: TimeOrNull,
  disconnectRequestedAt: TimeOrNull,
  disconnectedAt: TimeOrNull,
  disconnectReason: z
    .enum(["customer", "operator", "api", "removed_at_meta", "deleted_at_meta"])
    .nullable()
    .meta({ description: "Who ended it." }),
  createdAt: Time,
  updatedAt: Time,
};

const ListedConnection = z.object(fields).meta({ id: "ListedConnection" });
export const Connection = z
  .object({
    ...fields,
    steps: z.array(
      z.object({
        id: z.enum(STEPS),
        state: z.enum(["waiting", "running", "done", "skipped", "blocked"]).meta({
          description: "`skipped` was not needed; `blocked` waits for somebody, as `failure` says.",
        }),
        attempts: z.number().int(),
        failureCode: z.enum(FAILURE_CODES).nullable(),
        nextAttemptAt: TimeOrNull.meta({ description: "When it is tried again by itself." }),
        finishedAt: TimeOrNull,
      }),
    ),
  })
  .meta({ id: "Connection" });

const toConnection = <R extends ConnectionRecord | ConnectionWithSteps>(record: R) => ({
  object: "connection" as const,
  ...record,
});

const byId = { tag: "Connections", params: ConnectionParams, response: Connection } as const;

export const listConnectionsOperation = operation({
  id: "listConnections",
  method: "GET",
  path: "/connections",
  tag: "Connections",
  summary: "List connections",
  description: "Newest first. `q` finds a name, your own id, a number, a WABA or a reference.",
  scope: "connections:read",
  query: z.strictObject({
    ...PageQuery,
    ...TenantRef,
    linkId: ObjectId.optional().meta({ description: "Those that this link has led to." }),
    state: z.enum(CONNECTION_STATES).optional(),
    party: z.enum(PARTIES).optional().meta({ description: "Who must act next." }),
    failureCode: z.enum(FAILURE_CODES).optional(),
    source: z.enum(NUMBER_SOURCES).optional(),
    createdFrom: z.iso.date().optional().meta({ description: "A day in UTC, included." }),
    createdTo: z.iso.date().optional().meta({ description: "A day in UTC, included." }),
    q: z.string().trim().min(1).max(200).optional(),
  }),
  response: pageOf(ListedConnection).meta({ id: "ConnectionList" }),
  run: async (ctx, { query: { limit, cursor, ...query } }) => {
    const { rows, older } = await listConnectionRecords(ctx, {
      ...keysetOfQuery({ limit, cursor }),
      ...{ state: query.state, party: query.party, source: query.source, q: query.q },
      ...{ code: query.failureCode, linkId: query.linkId },
      tenant: await tenantOfFilter(ctx, query),
      from: query.createdFrom,
      to: query.createdTo,
    });
    return toPageAnswer(rows.map(toConnection), older);
  },
});

export const getConnectionOperation = operation({
  ...byId,
  id: "getConnection",
  method: "GET",
  path: "/connections/{connectionId}",
  summary: "Get a connection",
  description: "With its steps, and what holds it up if anything does.",
  scope: "connections:read",
  problems: ["not_found"],
  run: async (ctx, { params }) => toConnection(await getConnectionRecord(ctx, params)),
});

export const retryConnectionOperation = operation({
  ...byId,
  id: "retryConnection",
  method: "POST",
  path: "/connections/{connectionId}/retry",
  summary: "Retry a connection",
  description:
    "Tries again what is held up by a failure that can be mended. Where nothing is, nothing happens.",
  scope: "connections:write",
  problems: ["not_found", "disconnecting", "lost_update", "grant_lost", "provider_unavailable"],
  run: async (ctx, { params: { connectionId } }) => {
    await recheckConnection(ctx, await connectionRefOf(ctx, connectionId));
    return toConnection(await readConnectionRecord(ctx, connectionId));
  },
});

export const disconnectConnectionOperation = operation({
  ...byId,
  id: "disconnectConnection",
  method: "POST",
  path: "/connections/{connectionId}/disconnect",
  summary: "Disconnect a number",
  description:
    "Takes the number out of Bird, our app off its account, and wipes the token. It goes on after the answer; `disconnectedAt` says when it is done.",
  scope: "connections:write",
  status: 202,
  problems: ["not_found", "lost_update"],
  run: async (ctx, { params: { connectionId } }) => {
    await disconnectConnection(ctx, await connectionRefOf(ctx, connectionId));
    return toConnection(await readConnectionRecord(ctx, connectionId));
  },
});

export const sendTestMessageOperation = operation({
  id: "sendTestMessage",
  method: "POST",
  path: "/connections/{connectionId}/test-messages",
  tag: "Connections",
  summary: "Send a test message",
  description:
    "Sends one message from a connected number. WhatsApp lets a text through for 24 hours after the receiver wrote.",
  scope: "connections:write",
  params: ConnectionParams,
  body: z.strictObject({ to: z.string().max(40).meta({ example: "+31612345678" }) }),
  example: { to: "+31612345678" },
  response: z
    .object({
      object: z.literal("test_message"),
      connectionId: ObjectId,
      status: z.string().meta({ description: "Bird's word for it.", example: "accepted" }),
    })
    .meta({ id: "TestMessage" }),
  status: 202,
  problems: ["not_found", "not_connected", "provider_refused", "provider_unavailable"],
  run: async (ctx, { params: { connectionId }, body: { to } }) => {
    const ref = await connectionRefOf(ctx, connectionId);
    const { status } = await sendTestMessage(ctx, { ...ref, to });
    return { object: "test_message" as const, connectionId, status };
  },
});
