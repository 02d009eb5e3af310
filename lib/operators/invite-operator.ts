import { z } from "zod";
import { isMemberAnywhere, lockUser, moveRole, setInvitedAt } from "@/db/queries/operators";
import { ensureUserByEmail } from "@/db/queries/users";
import type { Db } from "@/db/types";
import { recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { getTranslator } from "@/lib/i18n/translator";
import { log } from "@/lib/log";
import { mailLeaves, mailPasswordLink, makePasswordLink } from "./password-link";
import { type OperatorRef, Role } from "./roles";

export const InviteOperator = z.strictObject({
  email: z
    .string()
    .trim()
    .toLowerCase()
    .max(320)
    .pipe(z.email("Write an email address, for example ada@example.com.")),
  role: Role,
});

/** `mailed`, or the link itself when no mail leaves, to be handed over by hand and shown once. */
export type Invited = { email: string; url: string | undefined };

/**
 * Makes somebody an operator and mails a one-time link to set a password with. Throws forbidden (all but owners) and
 * conflict for operators and for members of customers.
 */
export async function inviteOperator(
  ctx: Context,
  { email, role }: z.infer<typeof InviteOperator>,
): Promise<Invited> {
  requireRole(ctx, "owner");
  const url = await ctx.db.transaction(async (tx) => {
    const { id: userId } = await ensureUserByEmail(tx, email);
    const user = await lockUser(tx, userId);
    if (user?.role) throw refusal("known");
    if (await isMemberAnywhere(tx, userId)) throw refusal("member");
    if (!(await moveRole(tx, { userId, from: null, to: role }))) throw refusal("known");
    await recordAudit(tx, ctx, {
      action: "operator.invited",
      subjectId: userId,
      detail: { role, email },
    });
    return invite(tx, ctx, userId);
  });
  return deliver(ctx, { email, url });
}

/** Sends a new link to somebody who never set a password; the one before ends. Throws forbidden, conflict. */
export async function inviteAgain(
  ctx: Context,
  { userId }: z.infer<typeof OperatorRef>,
): Promise<Invited> {
  requireRole(ctx, "owner");
  const invited = await ctx.db.transaction(async (tx) => {
    const user = await lockUser(tx, userId);
    if (!user?.role || !user.email || user.passwordHash) throw refusal("notPending");
    await recordAudit(tx, ctx, { action: "operator.invited_again", subjectId: userId });
    return { email: user.email, url: await invite(tx, ctx, userId) };
  });
  return deliver(ctx, invited);
}

async function invite(tx: Db, ctx: Context, userId: string): Promise<string> {
  await setInvitedAt(tx, userId, ctx.now());
  return makePasswordLink(tx, { userId, appUrl: ctx.env.appUrl, now: ctx.now() });
}

async function deliver(
  { env }: Context,
  { email, url }: { email: string; url: string },
): Promise<Invited> {
  if (!mailLeaves(env)) return { email, url };
  try {
    await mailPasswordLink({ kind: "invitation", to: email, url, env });
    return { email, url: undefined };
  } catch (error) {
    log().error({ err: error, party: "isv" }, "an invitation was not mailed");
    return { email, url };
  }
}

function refusal(reason: "known" | "member" | "notPending"): AppError {
  const t = getTranslator("en");
  const message = t(`settings.operators.refusals.${reason}`);
  return new AppError("conflict", message, { errors: [{ field: "email", message }], reason });
}
