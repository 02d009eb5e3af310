import type { z } from "zod";
import { type ConnectionRow, lockConnection, updateConnection } from "@/db/queries/connections";
import { recordAudit } from "@/lib/audit/record-audit";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { justChanged } from "@/lib/lost-update";
import { announceConnection } from "./announce-connection";
import { type ConnectionRef, changeableKey } from "./connection-key";
import { putAdvance } from "./pass";
import { startAdvancing } from "./start-advancing";

/**
 * Disconnects a number for good: out of Bird, our app off its account, the token wiped. Asked for once; what is left
 * to do goes on by itself. Throws not_found, forbidden (viewers).
 */
export async function disconnectConnection(
  ctx: Context,
  ref: z.infer<typeof ConnectionRef>,
): Promise<{ connectionId: string }> {
  const key = changeableKey(ctx, ref);
  const { tenantId, connectionId } = key;
  const isAsked = await ctx.db.transaction(async (tx) => {
    const connection = await lockConnection(tx, key);
    if (!connection) throw notFound("connection");
    if (connection.state === "disconnected" || connection.disconnectRequestedAt) return false;
    const now = ctx.now();
    const moved = await updateConnection(tx, connection, {
      disconnectRequestedAt: now,
      disconnectReason: reasonOf(ctx.actor.kind),
      disconnectProof: {},
      updatedAt: now,
    });
    if (!moved) throw justChanged();
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
  if (kind === "api_key") return "api";
  return kind === "member" ? "customer" : "operator";
}
