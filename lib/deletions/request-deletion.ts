import type { Context } from "@/lib/context";
import { keepRequest } from "./keep-request";

/**
 * A person asks at Meta for the deletion of what we hold on them. Answers what Meta shows them: where to read how it
 * went, and the code of their request. Throws malformed_body for a wrong signature.
 */
export async function requestDeletion(
  ctx: Context,
  signedRequest: string,
): Promise<{ url: string; confirmation_code: string }> {
  const code = await keepRequest(ctx, { kind: "data_deletion", signedRequest });
  return { url: `${ctx.env.appUrl}/deletion/${code}`, confirmation_code: code };
}
