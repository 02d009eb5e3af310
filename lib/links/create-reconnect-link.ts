import { z } from "zod";
import { findConnection } from "@/db/queries/connections";
import { lockTenant } from "@/db/queries/tenants";
import { recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import { refuseWhileDisconnecting } from "@/lib/connections/connection-key";
import type { Context, Operator } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { Id } from "@/lib/ids";
import { type MadeLink, makeLink, WEEK_MINUTES } from "./make-link";

/** A connection as operators name it. */
export const CreateReconnectLink = z.strictObject({ connectionId: Id, tenantId: Id });

/**
 * Makes a link by which a customer renews one connection and no other, good for a week. Returns its address, which
 * cannot be shown again; the tenant's older reconnect link ends. Throws forbidden, not_found, conflict (no number yet,
 * or being disconnected).
 */
export async function createReconnectLink(
  ctx: Context<Operator>,
  { tenantId, connectionId }: z.infer<typeof CreateReconnectLink>,
): Promise<MadeLink> {
  requireRole(ctx, "admin");
  return ctx.db.transaction(async (tx) => {
    if (!(await lockTenant(tx, tenantId))) throw notFound("connection");
    const connection = await findConnection(tx, { tenantId, connectionId });
    if (!connection) throw notFound("connection");
    if (connection.state !== "disconnected") refuseWhileDisconnecting(connection);
    const { phoneNumber: expectedPhoneNumber } = connection;
    if (!expectedPhoneNumber)
      throw new AppError(
        "conflict",
        "This connection has no number yet, so there is nothing to renew. Send the customer a new link instead.",
      );
    const link = await makeLink(ctx, tx, {
      tenantId,
      purpose: "reconnect",
      connectionId,
      expectedPhoneNumber,
      lifetimeMinutes: WEEK_MINUTES,
    });
    await recordAudit(tx, ctx, {
      action: "connection.reconnect_offered",
      tenantId,
      subjectId: connectionId,
      detail: { linkId: link.id, expiresAt: link.expiresAt },
    });
    return link;
  });
}
