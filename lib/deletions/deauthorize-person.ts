import type { Context } from "@/lib/context";
import { keepRequest } from "./keep-request";

/** A person removed our app from their Facebook account. Throws malformed_body for a wrong signature. */
export async function deauthorizePerson(
  ctx: Context,
  signedRequest: string,
): Promise<Record<string, never>> {
  await keepRequest(ctx, { kind: "deauthorize", signedRequest });
  return {};
}
