import type { z } from "zod";
import { findConnection, listSteps } from "@/db/queries/connections";
import type { Context, Member } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { canRecheck } from "@/lib/failures";
import type { ConnectionId } from "./get-connection-view";
import { isOver } from "./plan";
import { retryConnection } from "./retry-connection";
import { verifyConnection } from "./verify-connection";

/**
 * "Check again": proves the grant anew where that is what failed, else tries the steps again that are blocked. Throws
 * not_found, provider_unavailable, conflict.
 */
export async function recheckConnection(
  ctx: Context<Member>,
  { connectionId }: z.infer<typeof ConnectionId>,
): Promise<{ connectionId: string }> {
  const connection = await findConnection(ctx.db, { tenantId: ctx.actor.tenantId, connectionId });
  if (!connection) throw notFound("connection");
  const isWaiting = connection.state === "action_required" && connection.failureCode;
  if (!isWaiting || !connection.failureCode || !canRecheck(connection.failureCode))
    return { connectionId };
  const steps = await listSteps(ctx.db, { tenantId: ctx.actor.tenantId, connectionId });
  if (isOver(steps, "verify_grant")) {
    await retryConnection(ctx, connection);
    return { connectionId };
  }
  const checked = await verifyConnection(ctx, connection, undefined);
  return { connectionId: checked.id };
}
