import type { z } from "zod";
import { findConnection } from "@/db/queries/connections";
import type { Context, Member } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { canRecheck } from "@/lib/failures";
import type { ConnectionId } from "./get-connection-view";
import { verifyConnection } from "./verify-connection";

/** "Check again": proves the grant of a connection that waits for its customer. Throws not_found, provider_unavailable. */
export async function recheckConnection(
  ctx: Context<Member>,
  { connectionId }: z.infer<typeof ConnectionId>,
): Promise<{ connectionId: string }> {
  const connection = await findConnection(ctx.db, { tenantId: ctx.actor.tenantId, connectionId });
  if (!connection) throw notFound("connection");
  const isWaiting = connection.state === "action_required" && connection.failureCode;
  if (!isWaiting || !connection.failureCode || !canRecheck(connection.failureCode))
    return { connectionId };
  const checked = await verifyConnection(ctx, connection, undefined);
  return { connectionId: checked.id };
}
