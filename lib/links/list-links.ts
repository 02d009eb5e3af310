import { z } from "zod";
import {
  countLinkRequests,
  type ListedLink,
  listLinks as readLinks,
} from "@/db/queries/link-lists";
import { mayChange, requireRole } from "@/lib/auth/require-role";
import type { Context } from "@/lib/context";
import { FilterText } from "@/lib/http/list-fields";
import { Paging } from "@/lib/http/search-params";
import { supportReference } from "@/lib/ids";
import { toInternational } from "@/lib/numbers/phone";
import { tenantsLike } from "@/lib/tenants/tenants-like";
import { numberRuleOf } from "./number-rule";
import { readReturnSecret } from "./return-secret";
import { readReturnOrigins } from "./return-urls";
import { LINK_TRANSITIONS, LIVE_LINK_STATES, type LinkPurpose, type LinkState } from "./states";

const PAGE_SIZE = 50;
const REQUESTS_MAX = 100;

export const LINK_STATES = Object.keys(LINK_TRANSITIONS) as LinkState[];

export const LinkListInput = Paging.extend({
  state: z.enum(LINK_STATES).optional().catch(undefined),
  tenant: FilterText,
  requested: z.literal("1").optional().catch(undefined),
});

/** Names of a link's times in the order in which they can come. */
const TIMES = [
  "createdAt",
  "mailedAt",
  "viewedAt",
  "startedAt",
  "failedAt",
  "completedAt",
  "expiredAt",
  "revokedAt",
  "requestedAt",
] as const;
export type LinkTime = (typeof TIMES)[number];

export type LinkListRow = {
  id: string;
  tenantId: string;
  tenantName: string;
  purpose: LinkPurpose;
  state: LinkState;
  email: string | undefined;
  number: "any" | "own" | "bird";
  expectedPhoneNumber: string | undefined;
  connectionReference: string | undefined;
  hasReturnUrls: boolean;
  times: { name: LinkTime; at: string }[];
  expiresAt: string;
  makerName: string | undefined;
  canRevoke: boolean;
  isRequested: boolean;
};

/** One page of all customers' links for the console, and how many customers wait for a fresh one. Throws forbidden. */
export async function listLinks(ctx: Context, input: z.infer<typeof LinkListInput>) {
  requireRole(ctx, "viewer");
  const { state, tenant, requested, ...paging } = input;
  const { tenantIds, isCut } = await tenantsLike(ctx.db, tenant);
  const filter = { state, tenantIds, isRequested: requested !== undefined };
  const [{ rows, older, newer }, requests, origins, kept] = await Promise.all([
    readLinks(ctx.db, filter, { ...paging, limit: PAGE_SIZE }),
    countLinkRequests(ctx.db, REQUESTS_MAX),
    readReturnOrigins(ctx.db),
    readReturnSecret(ctx.db),
  ]);
  const may = mayChange(ctx);
  return {
    rows: rows.map((row) => toRow(row, ctx.now(), may)),
    older,
    newer,
    isCut,
    requests: { count: Math.min(requests, REQUESTS_MAX - 1), isMore: requests >= REQUESTS_MAX },
    origins,
    returnSecret: kept && { fingerprint: kept.fingerprint, createdAt: kept.createdAt },
    mayChange: may,
    maySetOrigins: ctx.actor.kind === "operator" && ctx.actor.role === "owner",
  };
}

function toRow(listed: ListedLink, now: Date, may: boolean): LinkListRow {
  const { link, tenantName, makerName, makerEmail, keyName } = listed;
  const isLive = LIVE_LINK_STATES.some((state) => state === link.state);
  const isOver = isLive && link.expiresAt <= now;
  return {
    id: link.id,
    tenantId: link.tenantId,
    tenantName,
    purpose: link.purpose,
    // The sweep writes it down a moment later; to its customer it is expired already.
    state: isOver ? "expired" : link.state,
    email: link.email ?? undefined,
    number: numberRuleOf(link).kind,
    expectedPhoneNumber: link.expectedPhoneNumber
      ? toInternational(link.expectedPhoneNumber)
      : undefined,
    connectionReference: link.connectionId ? supportReference(link.connectionId) : undefined,
    hasReturnUrls: Boolean(link.successUrl || link.failureUrl),
    times: TIMES.flatMap((name) => {
      const at = link[name];
      return at ? [{ name, at: at.toISOString() }] : [];
    }),
    expiresAt: link.expiresAt.toISOString(),
    makerName: makerName ?? makerEmail ?? keyName ?? undefined,
    canRevoke: may && isLive && !isOver,
    isRequested: may && link.requestedAt !== null,
  };
}
