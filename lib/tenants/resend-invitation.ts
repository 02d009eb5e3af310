import type { z } from "zod";
import { findMember } from "@/db/queries/members";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Operator } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { inviteMember } from "./invite-member";
import type { MemberRef } from "./remove-member";
import type { Delivery } from "./send-invitation";

/** Mails a member another sign-in link; the ones before stop working. Throws like inviteMember. */
export async function resendInvitation(
  ctx: Context<Operator>,
  { tenantId, userId }: z.infer<typeof MemberRef>,
): Promise<{ email: string; delivery: Delivery }> {
  requireRole(ctx, "admin");
  const member = await findMember(ctx.db, { tenantId, userId });
  if (!member) throw notFound("member");
  if (!member.email)
    throw new AppError("conflict", "This person came by a link and has no email address here.");
  const { email } = member;
  return { email, delivery: await inviteMember(ctx, { tenantId, email }) };
}
