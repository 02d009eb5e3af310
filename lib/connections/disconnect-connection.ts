import { z } from "zod";
import { type ConnectionRow, lockConnection, updateConnection } from "@/db/queries/connections";
import { recordAudit } from "@/lib/audit/record-audit";
import type { Context } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { Id } from "@/lib/ids";
import { announceConnection } from "./announce-connection";
import { putAdvance } from "./pass";
import { startAdvancing } from "./start-advancing";

export const DisconnectConnection = z.strictObject({ connectionId: Id, tenantId: Id.optional() });

/**
 * Disconnects a number for good: out of Bird, our app off its account, the token wiped. Asked for once; what is left
 * to do goes on by itself. Throws not_found, forbidden (viewers).
 */
export async function disconnectConnection(
  ctx: Context,
  { connectionId, tenantId: given }: z.infer<typeof DisconnectConnection>,
): Promise<{ connectionId: string }> {
  const { actor } = ctx;
  if (actor.kind === "operator" && actor.role === "viewer")
    throw new AppError(
      "forbidden",
      "Your role may look but not disconnect. Ask an owner or admin.",
    );
  const tenantId = actor.kind === "member" ? actor.tenantId : given;
  if (!tenantId) throw notFound("connection");
  const key = { tenantId, connectionId };
  const isAsked = await ctx.db.transaction(async (tx) => {
    const connection = await lockConnection(tx, key);
    if (!connection) throw notFound("connection");
    if (connection.state === "disconnected" || connection.disconnectRequestedAt) return false;
    const now = ctx.now();
    const moved = await updateConnection(tx, connection, {
      disconnectRequestedAt: now,
      disconnectReason: reasonOf(actor.kind),
      disconnectProof: {},
      updatedAt: now,
    });
    if (!moved)
      throw new AppError("conflict", "This connection has just changed. Reload the page.");
    await putAdvance(ctx, tx, key);
    await recordAudit(tx, ctx, {
      action: "connection.disconnect_requested",
      tenantId,
      subjectId: connectionId,
    });
    await announceConnection(tx, moved);
    return true;
  });
  if (isAsked) startAdvancing(ctx, key);
  return { connectionId };
}

function reasonOf(kind: Context["actor"]["kind"]): ConnectionRow["disconnectReason"] {
  return kind === "member" ? "customer" : "operator";
}
