import { z } from "zod";
import { findConnection } from "@/db/queries/connections";
import type { Db } from "@/db/types";
import { recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import { refuseWhileDisconnecting } from "@/lib/connections/connection-key";
import type { Context, Staff } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { Id } from "@/lib/ids";
import { lockActiveTenant } from "@/lib/tenants/lock-tenant-version";
import { hasAddress, LinkOptions, NO_ADDRESS } from "./link-options";
import { countLinkMail, type LinkMail, mailLink, requireMail } from "./mail-link";
import { type MadeLink, makeLink, WEEK_MINUTES } from "./make-link";
import { requireReturnUrls } from "./return-urls";

/** A connection as operators name it, and what its link is like. */
export const CreateReconnectLink = z
  .strictObject({ connectionId: Id, tenantId: Id, ...LinkOptions })
  .refine(hasAddress, NO_ADDRESS);

/**
 * Makes a link by which a customer renews one connection and no other. Returns its address, which cannot be shown
 * again; the tenant's older reconnect link ends. Throws forbidden, not_found, conflict (no number yet, or being
 * disconnected), invalid_input (return address not allowed), not_configured (no mail server),
 * too_many_requests (mails).
 */
export async function createReconnectLink(
  ctx: Context<Staff>,
  input: z.infer<typeof CreateReconnectLink>,
): Promise<MadeLink & { mail: LinkMail }> {
  requireRole(ctx, "admin", "links:write");
  if (input.mail) requireMail(ctx);
  if (input.mail && input.email) await countLinkMail(ctx.db, input.email);
  const made = await ctx.db.transaction((tx) => make(ctx, tx, input));
  return { ...made, mail: input.mail ? await mailLink(ctx, made) : "not_asked" };
}

async function make(
  ctx: Context<Staff>,
  tx: Db,
  { tenantId, connectionId, ...input }: z.infer<typeof CreateReconnectLink>,
): Promise<MadeLink> {
  await lockActiveTenant(tx, tenantId);
  const connection = await findConnection(tx, { tenantId, connectionId });
  if (!connection) throw notFound("connection");
  if (connection.state !== "disconnected") refuseWhileDisconnecting(connection);
  const { phoneNumber: expectedPhoneNumber } = connection;
  if (!expectedPhoneNumber)
    throw new AppError(
      "conflict",
      "This connection has no number yet, so there is nothing to renew. Send the customer a new link instead.",
      { reason: "nothing_to_renew" },
    );
  const link = await makeLink(ctx, tx, {
    ...{ tenantId, connectionId, expectedPhoneNumber },
    purpose: "reconnect",
    email: input.email?.toLowerCase(),
    metadata: input.metadata,
    ...(await requireReturnUrls(tx, input)),
    lifetimeMinutes: input.lifetimeMinutes ?? WEEK_MINUTES,
  });
  await recordAudit(tx, ctx, {
    action: "connection.reconnect_offered",
    tenantId,
    subjectId: connectionId,
    detail: { linkId: link.id, expiresAt: link.expiresAt },
  });
  return link;
}
