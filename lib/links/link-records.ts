import { listLinks } from "@/db/queries/link-lists";
import { findLinkAnywhere, type LinkRow } from "@/db/queries/links";
import { findAnyTenant } from "@/db/queries/tenant-changes";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Staff } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { numberRuleOf } from "./number-rule";
import { LIVE_LINK_STATES, type LinkState } from "./states";

/** A link as programs read it; never its secret. */
export type LinkRecord = ReturnType<typeof toRecord>;

type Asked = {
  tenantId?: string | undefined;
  state?: LinkState | undefined;
  limit: number;
  after: string | undefined;
};

/** A page of links, newest first, and the id after which the next begins. Throws forbidden. */
export async function listLinkRecords(
  ctx: Context<Staff>,
  { tenantId, state, ...keyset }: Asked,
): Promise<{ rows: LinkRecord[]; older: string | undefined }> {
  requireRole(ctx, "viewer", "links:read");
  const tenantIds = tenantId ? [tenantId] : undefined;
  const { rows, older } = await listLinks(ctx.db, { state, tenantIds }, keyset);
  return { rows: rows.map(({ link, externalId }) => toRecord(link, externalId, ctx.now())), older };
}

/** One link. Throws forbidden, not_found. */
export async function getLinkRecord(
  ctx: Context<Staff>,
  { linkId }: { linkId: string },
): Promise<LinkRecord> {
  requireRole(ctx, "viewer", "links:read");
  return readLinkRecord(ctx, linkId);
}

/** The same for a verb that has authorised and changed it. Throws not_found. */
export async function readLinkRecord(
  { db, now }: Pick<Context, "db" | "now">,
  linkId: string,
): Promise<LinkRecord> {
  const link = await findLinkAnywhere(db, linkId);
  if (!link) throw notFound("link");
  const tenant = await findAnyTenant(db, link.tenantId);
  return toRecord(link, tenant?.externalId ?? null, now());
}

function toRecord(link: Omit<LinkRow, "secretHash">, externalId: string | null, now: Date) {
  const { id, tenantId, purpose, email, expectedPhoneNumber } = link;
  const rule = numberRuleOf(link);
  return {
    ...{ id, tenantId, externalId, purpose, email, expectedPhoneNumber },
    renewsConnectionId: link.connectionId,
    state: stateOf(link, now),
    numberChoice: rule.kind,
    numberId: rule.kind === "bird" ? rule.numberId : null,
    successUrl: link.successUrl,
    failureUrl: link.failureUrl,
    metadata: link.metadata,
    expiresAt: link.expiresAt.toISOString(),
    createdAt: link.createdAt.toISOString(),
    viewedAt: isoOrNull(link.viewedAt),
    startedAt: isoOrNull(link.startedAt),
    completedAt: isoOrNull(link.completedAt),
    failedAt: isoOrNull(link.failedAt),
    expiredAt: isoOrNull(link.expiredAt),
    revokedAt: isoOrNull(link.revokedAt),
    mailedAt: isoOrNull(link.mailedAt),
    freshLinkRequestedAt: isoOrNull(link.requestedAt),
  };
}

/** The sweep writes it down a moment later; to its customer it is expired already. */
function stateOf({ state, expiresAt }: Pick<LinkRow, "state" | "expiresAt">, now: Date): LinkState {
  const isLive = LIVE_LINK_STATES.some((live) => live === state);
  return isLive && expiresAt <= now ? "expired" : state;
}

const isoOrNull = (at: Date | null): string | null => at?.toISOString() ?? null;
