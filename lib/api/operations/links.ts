import { z } from "zod";
import { operation } from "@/lib/api/operation";
import { keysetOfQuery, PageQuery, pageOf, toPageAnswer } from "@/lib/api/paging";
import {
  LinkParams,
  Metadata,
  MetadataAnswer,
  ObjectId,
  TextOrNull,
  Time,
  TimeOrNull,
} from "@/lib/api/schemas";
import type { ApiKey, Context } from "@/lib/context";
import { CreateLink, createLink } from "@/lib/links/create-link";
import { CreateReconnectLink, createReconnectLink } from "@/lib/links/create-reconnect-link";
import { LIFETIME_MAX_MINUTES, LIFETIME_MIN_MINUTES } from "@/lib/links/link-options";
import {
  getLinkRecord,
  type LinkRecord,
  listLinkRecords,
  readLinkRecord,
} from "@/lib/links/link-records";
import { OWN_NUMBER } from "@/lib/links/number-rule";
import { RETURN_URL_MAX } from "@/lib/links/return-urls";
import { revokeLink } from "@/lib/links/revoke-link";
import { LINK_TRANSITIONS, type LinkState } from "@/lib/links/states";
import { UpdateLink, updateLink } from "@/lib/links/update-link";
import { NumberId } from "@/lib/numbers/number-id";
import {
  hasOneId,
  ONE_ID,
  requireTenant,
  TenantRef,
  tenantOfFilter,
} from "@/lib/tenants/tenant-ref";

const LINK_STATES = Object.keys(LINK_TRANSITIONS) as LinkState[];
const PURPOSES = ["connect", "reconnect"] as const;

const fields = {
  object: z.literal("link"),
  id: ObjectId,
  tenantId: ObjectId,
  externalId: TextOrNull.meta({ description: "Your own id of its tenant." }),
  purpose: z.enum(PURPOSES),
  state: z.enum(LINK_STATES).meta({
    description:
      "`failed`: a try failed; the link still works. `completed` has led to a connection.",
  }),
  email: TextOrNull,
  numberChoice: z.enum(["any", "own", "bird"]).meta({
    description: "Which numbers its customer may connect: any, one of their own, or `numberId`.",
  }),
  numberId: TextOrNull.meta({ description: "The Bird number that it is for." }),
  renewsConnectionId: ObjectId.nullable().meta({
    description:
      "The connection that a `reconnect` link renews. What a link has led to is in the list of connections, by `linkId`.",
  }),
  expectedPhoneNumber: TextOrNull.meta({ description: "E.164", example: "+31612345678" }),
  successUrl: TextOrNull,
  failureUrl: TextOrNull,
  metadata: MetadataAnswer,
  expiresAt: Time,
  createdAt: Time,
  viewedAt: TimeOrNull,
  startedAt: TimeOrNull,
  completedAt: TimeOrNull,
  failedAt: TimeOrNull,
  expiredAt: TimeOrNull,
  revokedAt: TimeOrNull,
  mailedAt: TimeOrNull,
  freshLinkRequestedAt: TimeOrNull.meta({ description: "When its customer asked for a new one." }),
};
export const Link = z.object(fields).meta({ id: "Link" });

const MadeLink = z
  .object({
    ...fields,
    url: z.url().meta({ description: "Holds the secret. It is answered once and never again." }),
    mail: z.enum(["sent", "failed", "not_asked"]).meta({
      description: "What became of the mail. A link whose mail was not sent is good all the same.",
    }),
  })
  .meta({ id: "MadeLink" });

const toLink = (record: LinkRecord) => ({ object: "link" as const, ...record });

const orNull = <S extends z.ZodType>(schema: S) => schema.nullable().optional();
const returnUrl = z.string().trim().min(1).max(RETURN_URL_MAX).meta({
  description: "Of an origin that an owner has allowed under Return addresses.",
});
const byId = { tag: "Links", params: LinkParams, response: Link } as const;

const OF_CONNECTION = "Leave it out with purpose reconnect: the number is that of the connection.";

const NewLink = z
  .strictObject({
    ...TenantRef,
    purpose: z.enum(PURPOSES).default("connect"),
    connectionId: ObjectId.optional().meta({ description: "What a `reconnect` link renews." }),
    numberChoice: z.enum(["any", "own"]).default("any"),
    numberId: NumberId.optional().meta({
      description: "The one Bird number that the customer connects, and is not asked for.",
    }),
    expectedPhoneNumber: orNull(z.string().max(40)),
    expiresInMinutes: z
      .number()
      .int()
      .min(LIFETIME_MIN_MINUTES)
      .max(LIFETIME_MAX_MINUTES)
      .optional()
      .meta({ description: "A week when left out." }),
    successUrl: orNull(returnUrl),
    failureUrl: orNull(returnUrl),
    email: orNull(z.email().max(320)),
    sendEmail: z.boolean().default(false).meta({ description: "Mails the link to `email`." }),
    metadata: orNull(Metadata),
  })
  .refine(hasOneId, ONE_ID)
  .superRefine(({ purpose, connectionId, ...link }, { addIssue }) => {
    const refuse = (field: string, message: string) =>
      addIssue({ code: "custom", path: [field], message });
    const isReconnect = purpose === "reconnect";
    if (isReconnect !== Boolean(connectionId))
      refuse("connectionId", "Required with purpose reconnect; leave it out otherwise.");
    if (isReconnect && link.numberChoice !== "any") refuse("numberChoice", OF_CONNECTION);
    if (isReconnect && link.numberId) refuse("numberId", OF_CONNECTION);
    if (isReconnect && link.expectedPhoneNumber) refuse("expectedPhoneNumber", OF_CONNECTION);
  })
  .refine(({ numberChoice, numberId }) => !numberId || numberChoice === "any", {
    path: ["numberChoice"],
    message: "Send either numberId or numberChoice own.",
  });

export const createLinkOperation = operation({
  id: "createLink",
  method: "POST",
  path: "/links",
  tag: "Links",
  summary: "Create a link",
  description:
    "Makes a link for a tenant and answers with its address, this once. A new link revokes the tenant's older ones of the same purpose.",
  scope: "links:write",
  body: NewLink,
  example: {
    externalId: "cus_4711",
    expiresInMinutes: 1_440,
    successUrl: "https://app.example.com/whatsapp/done",
    metadata: { plan: "pro" },
  },
  response: MadeLink,
  status: 201,
  problems: [
    ...(["not_found", "tenant_archived", "disconnecting", "nothing_to_renew"] as const),
    ...(["number_not_ready", "not_configured"] as const),
    ...(["provider_refused", "provider_unavailable"] as const),
  ],
  run: async (ctx, { body }) => {
    const { id, url, mail } = await make(ctx, body);
    return { ...toLink(await readLinkRecord(ctx, id)), url, mail };
  },
});

export const listLinksOperation = operation({
  id: "listLinks",
  method: "GET",
  path: "/links",
  tag: "Links",
  summary: "List links",
  description: "Newest first.",
  scope: "links:read",
  query: z.strictObject({
    ...PageQuery,
    ...TenantRef,
    state: z.enum(LINK_STATES).optional(),
  }),
  response: pageOf(Link).meta({ id: "LinkList" }),
  run: async (ctx, { query: { limit, cursor, state, ...filter } }) => {
    const tenantId = await tenantOfFilter(ctx, filter);
    const keyset = keysetOfQuery({ limit, cursor });
    const { rows, older } = await listLinkRecords(ctx, { tenantId, state, ...keyset });
    return toPageAnswer(rows.map(toLink), older);
  },
});

export const getLinkOperation = operation({
  ...byId,
  id: "getLink",
  method: "GET",
  path: "/links/{linkId}",
  summary: "Get a link",
  description: "Its address is not among what is answered.",
  scope: "links:read",
  problems: ["not_found"],
  run: async (ctx, { params }) => toLink(await getLinkRecord(ctx, params)),
});

export const updateLinkOperation = operation({
  ...byId,
  id: "updateLink",
  method: "PATCH",
  path: "/links/{linkId}",
  summary: "Change a link",
  description:
    "Changes the fields that are sent, while the link can still be used; null empties one. `expiresAt` is 15 minutes to 30 days from now.",
  scope: "links:write",
  body: UpdateLink.omit({ linkId: true }),
  example: { successUrl: null, metadata: { plan: "team" } },
  problems: ["not_found", "link_ended"],
  run: async (ctx, { params: { linkId }, body }) => {
    await updateLink(ctx, { linkId, ...body });
    return toLink(await readLinkRecord(ctx, linkId));
  },
});

export const revokeLinkOperation = operation({
  ...byId,
  id: "revokeLink",
  method: "POST",
  path: "/links/{linkId}/revoke",
  summary: "Revoke a link",
  description:
    "Ends the link and the sessions that it opened. One that was revoked already stays so; one that has ended otherwise is refused.",
  scope: "links:write",
  problems: ["not_found", "link_ended"],
  run: async (ctx, { params: { linkId } }) => {
    await revokeLink(ctx, { linkId });
    return toLink(await readLinkRecord(ctx, linkId));
  },
});

async function make(ctx: Context<ApiKey>, body: z.infer<typeof NewLink>) {
  const { id: tenantId } = await requireTenant(ctx, body);
  const { expiresInMinutes: lifetimeMinutes, email, successUrl, failureUrl, metadata } = body;
  const options = {
    ...{ tenantId, lifetimeMinutes, email, successUrl, failureUrl },
    metadata: metadata ?? undefined,
    mail: body.sendEmail ? "on" : undefined,
  };
  if (body.purpose === "reconnect")
    return createReconnectLink(
      ctx,
      CreateReconnectLink.parse({ ...options, connectionId: body.connectionId }),
    );
  const own = body.numberChoice === "own" ? OWN_NUMBER : undefined;
  const { expectedPhoneNumber } = body;
  const numberId = body.numberId ?? own;
  return createLink(ctx, CreateLink.parse({ ...options, expectedPhoneNumber, numberId }));
}
