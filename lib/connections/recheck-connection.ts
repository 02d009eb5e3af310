import type { z } from "zod";
import { findConnection, listSteps } from "@/db/queries/connections";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { canRecheck } from "@/lib/failures";
import { type ConnectionRef, changeableKey, refuseWhileDisconnecting } from "./connection-key";
import { isOver } from "./plan";
import { tryBlockedSteps } from "./try-blocked-steps";
import { verifyConnection } from "./verify-connection";

/**
 * "Check again": proves the grant anew where that is what failed, else tries the steps again that are blocked. Throws
 * not_found, provider_unavailable, conflict, forbidden (viewers).
 */
export async function recheckConnection(
  ctx: Context,
  ref: z.infer<typeof ConnectionRef>,
): Promise<{ connectionId: string }> {
  const key = changeableKey(ctx, ref);
  const { connectionId } = key;
  const connection = await findConnection(ctx.db, key);
  if (!connection) throw notFound("connection");
  refuseWhileDisconnecting(connection);
  const isWaiting = connection.state === "action_required" && connection.failureCode;
  if (!isWaiting || !connection.failureCode || !canRecheck(connection.failureCode))
    return { connectionId };
  if (isOver(await listSteps(ctx.db, key), "verify_grant")) {
    await tryBlockedSteps(ctx, connection);
    return { connectionId };
  }
  const checked = await verifyConnection(ctx, connection, undefined);
  return { connectionId: checked.id };
}
