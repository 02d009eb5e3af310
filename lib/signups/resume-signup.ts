import type { z } from "zod";
import { findSignup } from "@/db/queries/signups";
import type { Context, Member } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { canRecheck } from "@/lib/failures";
import type { SignupId } from "./get-signup";
import { settleSignup } from "./settle-signup";
import { toSignupView } from "./to-signup-view";
import type { SignupView } from "./view";

/** Each look costs several calls of Meta's hourly budget; who asks faster gets the last answer. */
const PAUSE_MS = 1_000;

/**
 * Goes on from whatever the server holds: finds the account of a code that came without its event, or checks a
 * failed grant again. Answers the state as it is when there is nothing to go on with. Throws not_found.
 */
export async function resumeSignup(
  ctx: Context<Member>,
  { signupId }: z.infer<typeof SignupId>,
): Promise<SignupView> {
  const key = { tenantId: ctx.actor.tenantId, signupId };
  const row = await findSignup(ctx.db, key);
  if (!row) throw notFound("signup");
  const mayGoOn = row.state !== "failed" || (row.failureCode && canRecheck(row.failureCode));
  const isFresh =
    row.verifyAttempts > 0 && ctx.now().getTime() - row.updatedAt.getTime() < PAUSE_MS;
  const isDue = row.sealedToken && !row.connectionId && mayGoOn && !isFresh;
  return toSignupView(ctx, isDue ? await settleSignup(ctx, key, { again: true }) : row);
}
