import { z } from "zod";
import { storeLaunch } from "@/db/queries/signups";
import type { Context, Member } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { Id } from "@/lib/ids";
import { log } from "@/lib/log";

export const ReportLaunch = z.strictObject({
  signupId: Id,
  outcome: z.enum(["opened", "blocked", "sdk_unavailable"]),
});

/** Notes what the browser did with a launch, so that support can tell a blocked popup from a silent customer. Throws not_found. */
export async function reportLaunch(
  ctx: Context<Member>,
  { signupId, outcome }: z.infer<typeof ReportLaunch>,
): Promise<void> {
  const { tenantId } = ctx.actor;
  const known = await storeLaunch(
    ctx.db,
    { tenantId, signupId },
    { launchOutcome: outcome, launchedAt: ctx.now() },
  );
  if (!known) throw notFound("signup");
  if (outcome !== "opened")
    log().info({ signupId, tenantId, outcome, party: "customer" }, "popup not opened");
}
