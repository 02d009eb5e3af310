import { type ConnectionRow, findConnection } from "@/db/queries/connections";
import { findLink } from "@/db/queries/links";
import type { Context, TenantActor } from "@/lib/context";
import { LIVE_LINK_STATES } from "./states";

/**
 * The connection that whoever came by this link is to renew. Undefined for other links, and once the link has done its
 * work: its customer may come back for another number.
 */
export async function connectionToRenew(
  ctx: Context<TenantActor>,
  linkId: string | undefined,
): Promise<ConnectionRow | undefined> {
  const { tenantId } = ctx.actor;
  const link = linkId ? await findLink(ctx.db, { tenantId, linkId }) : undefined;
  if (!link?.connectionId || !LIVE_LINK_STATES.some((state) => state === link.state))
    return undefined;
  return findConnection(ctx.db, { tenantId, connectionId: link.connectionId });
}
