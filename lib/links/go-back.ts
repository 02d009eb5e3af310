import { z } from "zod";
import type { Context, Member } from "@/lib/context";
import { Id } from "@/lib/ids";
import { returnOutcome } from "./return-outcome";
import { openReturnSecret } from "./return-secret";
import { isReturnUrl, readReturnOrigins } from "./return-urls";
import { signReturnUrl } from "./sign-return";

/** Anything that is no id asks for the link of the session. */
export const ReturnRef = z.object({ connection: Id.optional().catch(undefined) });

/**
 * Where the customer goes back to, signed as it stands at this moment: `success_url` when connected, else
 * `failure_url`. Without one that is allowed, the page of ours that fits.
 */
export async function goBack(
  ctx: Context<Member>,
  { connection: connectionId }: z.infer<typeof ReturnRef>,
): Promise<{ url: string }> {
  const { link, outcome } = await returnOutcome(ctx, { connectionId });
  const url = outcome.state === "connected" ? link?.successUrl : link?.failureUrl;
  if (!url || !isReturnUrl(url, await readReturnOrigins(ctx.db)))
    return { url: outcome.connectionId ? `/connect/${outcome.connectionId}` : "/connect" };
  const secret = await openReturnSecret(ctx);
  return { url: signReturnUrl(url, { outcome, at: ctx.now(), secret }) };
}
