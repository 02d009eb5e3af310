import { z } from "zod";
import { deleteOtherSessions, setPasswordHash } from "@/db/queries/operators";
import { deletePasswordTokens } from "@/db/queries/password-tokens";
import { findUser } from "@/db/queries/users";
import { recordAudit } from "@/lib/audit/record-audit";
import { hashPassword, verifyPassword } from "@/lib/auth/password";
import { consumeLimit, resetLimit } from "@/lib/auth/rate-limits";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Operator } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { getTranslator } from "@/lib/i18n/translator";
import { NewPassword } from "./roles";

export const ChangeOwnPassword = z.strictObject({
  currentPassword: z.string().max(1_024),
  newPassword: NewPassword,
});

/**
 * Changes the signed-in operator's password and ends the other sessions. Throws forbidden, invalid_input for a wrong
 * current password, too_many_requests.
 */
export async function changeOwnPassword(
  ctx: Context<Operator>,
  { currentPassword, newPassword }: z.infer<typeof ChangeOwnPassword>,
): Promise<{ ended: number }> {
  requireRole(ctx, "viewer");
  const { userId, sessionId } = ctx.actor;
  const subject = `own ${userId}`;
  // A stolen session must not be a place to guess passwords at.
  await consumeLimit(ctx.db, "password_email_ip", subject);
  const user = await findUser(ctx.db, userId);
  if (!(await verifyPassword(currentPassword, user?.passwordHash))) throw wrongPassword();
  await resetLimit(ctx.db, "password_email_ip", subject);
  const passwordHash = await hashPassword(newPassword);
  return ctx.db.transaction(async (tx) => {
    await setPasswordHash(tx, { userId, passwordHash });
    await deletePasswordTokens(tx, userId);
    const ended = await deleteOtherSessions(tx, { userId, keep: sessionId });
    await recordAudit(tx, ctx, {
      action: "operator.password_set",
      subjectId: userId,
      detail: { by: "account", sessions: ended },
    });
    return { ended };
  });
}

function wrongPassword(): AppError {
  const t = getTranslator("en");
  const message = t("settings.account.wrongPassword");
  const errors = [{ field: "currentPassword", message }];
  return new AppError("invalid_input", message, { errors });
}
