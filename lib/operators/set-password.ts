import { z } from "zod";
import { setPasswordHash } from "@/db/queries/operators";
import { isPasswordTokenLive, spendPasswordToken } from "@/db/queries/password-tokens";
import { deleteSessionsOfUser } from "@/db/queries/sessions";
import { findUser } from "@/db/queries/users";
import type { Db } from "@/db/types";
import { recordAudit } from "@/lib/audit/record-audit";
import { hashPassword } from "@/lib/auth/password";
import { AppError } from "@/lib/errors";
import { getTranslator } from "@/lib/i18n/translator";
import { Id } from "@/lib/ids";
import { digest } from "@/lib/vault/digest";
import { NewPassword } from "./roles";

export const PasswordLink = z.object({
  user: Id,
  token: z.string().regex(/^[\w-]{43}$/),
});
export const SetPassword = PasswordLink.extend({ password: NewPassword });

type Presented = z.infer<typeof PasswordLink>;
type Stand = { db: Db; now: Date; requestId: string | undefined };

/** Whose link it is, by e-mail; undefined for one that is spent, expired or invented. Changes nothing. */
export async function readPasswordLink(
  { db, now }: Stand,
  { user: userId, token }: Presented,
): Promise<string | undefined> {
  if (!(await isPasswordTokenLive(db, { userId, digest: digest(token), now }))) return undefined;
  const user = await findUser(db, userId);
  return user?.role ? (user.email ?? undefined) : undefined;
}

/**
 * Spends a one-time link: sets the operator's password and ends all sessions. Returns the e-mail to sign in with.
 * Throws gone for a link that is spent, expired or invented.
 */
export async function setPassword(
  stand: Stand,
  { password, ...link }: z.infer<typeof SetPassword>,
): Promise<string> {
  const { db, now, requestId } = stand;
  const { user: userId, token } = link;
  const email = await readPasswordLink(stand, link);
  if (!email) throw closedLink();
  // Only for a live link: a hash costs enough that nobody may have it for nothing.
  const passwordHash = await hashPassword(password);
  await db.transaction(async (tx) => {
    if (!(await spendPasswordToken(tx, { userId, digest: digest(token), now }))) throw closedLink();
    if (!(await setPasswordHash(tx, { userId, passwordHash }))) throw closedLink();
    const sessions = await deleteSessionsOfUser(tx, userId);
    const ctx = { actor: { kind: "operator" as const, userId }, requestId };
    await recordAudit(tx, ctx, {
      action: "operator.password_set",
      subjectId: userId,
      detail: { by: "link", sessions },
    });
  });
  return email;
}

function closedLink(): AppError {
  const t = getTranslator("en");
  return new AppError("gone", t("settings.password.closed"));
}
