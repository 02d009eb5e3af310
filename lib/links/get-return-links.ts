import { findLink, findLinkOfConnection, type LinkRow } from "@/db/queries/links";
import type { Context, Member } from "@/lib/context";
import { isReturnUrl, readReturnOrigins } from "./return-urls";

export type ReturnLinks = {
  successUrl: string | undefined;
  failureUrl: string | undefined;
  /** The one that fits how the link stands now; undefined while it is not over. */
  hereUrl: string | undefined;
};

/**
 * Where the member's customer may go back to, exactly as it was stored with the link that a connection came by, or
 * with that of the session. What is not on the list any more leads nowhere.
 */
export async function getReturnLinks(
  ctx: Context<Member>,
  { connectionId }: { connectionId?: string },
): Promise<ReturnLinks> {
  const { tenantId, linkId } = ctx.actor;
  const link = connectionId
    ? await findLinkOfConnection(ctx.db, { tenantId, connectionId })
    : linkId && (await findLink(ctx.db, { tenantId, linkId }));
  if (!link || !(link.successUrl || link.failureUrl)) return NOWHERE;
  const origins = await readReturnOrigins(ctx.db);
  const allowed = (url: string | null) => (url && isReturnUrl(url, origins) ? url : undefined);
  const successUrl = allowed(link.successUrl);
  const failureUrl = allowed(link.failureUrl);
  return { successUrl, failureUrl, hereUrl: hereOf(link, { successUrl, failureUrl }) };
}

const NOWHERE: ReturnLinks = { successUrl: undefined, failureUrl: undefined, hereUrl: undefined };

function hereOf({ state }: LinkRow, urls: Omit<ReturnLinks, "hereUrl">): string | undefined {
  if (state === "completed") return urls.successUrl;
  return state === "failed" ? urls.failureUrl : undefined;
}
