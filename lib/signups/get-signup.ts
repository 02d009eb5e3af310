import { z } from "zod";
import { findSignup } from "@/db/queries/signups";
import type { Context, Member } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { Id } from "@/lib/ids";
import { toSignupView } from "./to-signup-view";
import type { SignupView } from "./view";

export const SignupId = z.strictObject({ signupId: Id });

/** A signup of the member's tenant. Throws not_found. */
export async function getSignup(
  ctx: Context<Member>,
  { signupId }: z.infer<typeof SignupId>,
): Promise<SignupView> {
  const row = await findSignup(ctx.db, { tenantId: ctx.actor.tenantId, signupId });
  if (!row) throw notFound("signup");
  return toSignupView(ctx, row);
}
