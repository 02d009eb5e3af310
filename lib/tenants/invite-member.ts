import { z } from "zod";
import { markInvited } from "@/db/queries/members";
import { ensureMember, ensureUserByEmail } from "@/db/queries/users";
import { recordAudit } from "@/lib/audit/record-audit";
import { issueInvitation } from "@/lib/auth/invitation-token";
import { consumeLimit } from "@/lib/auth/rate-limits";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Operator } from "@/lib/context";
import { Id } from "@/lib/ids";
import { lockActiveTenant } from "./lock-tenant-version";
import { type Delivery, sendInvitation } from "./send-invitation";
import { takenConflict } from "./tenant-fields";

export const InviteMember = z.strictObject({
  tenantId: Id,
  email: z
    .string()
    .trim()
    .max(320)
    .toLowerCase()
    .pipe(z.email("Write an email address, for example ada@example.com.")),
});

/**
 * Makes a person a member of a tenant and mails them a sign-in link; inviting once more mails another. Throws
 * forbidden, not_found, conflict for an archived tenant or an operator's address, too_many_requests,
 * provider_unavailable.
 */
export async function inviteMember(
  ctx: Context<Operator>,
  { tenantId, email }: z.infer<typeof InviteMember>,
): Promise<Delivery> {
  requireRole(ctx, "admin");
  await consumeLimit(ctx.db, "mail_email", email);
  const now = ctx.now();
  const invited = await ctx.db.transaction(async (tx) => {
    const tenant = await lockActiveTenant(tx, tenantId);
    const { id: userId } = await ensureUserByEmail(tx, email);
    if (!(await markInvited(tx, { userId, now }))) throw takenConflict("email");
    await ensureMember(tx, { tenantId, userId });
    const token = await issueInvitation(tx, { email, authSecret: ctx.env.authSecret, now });
    await recordAudit(tx, ctx, { action: "member.invited", tenantId, subjectId: userId });
    return { tenant, email, token };
  });
  return sendInvitation(ctx, invited);
}
