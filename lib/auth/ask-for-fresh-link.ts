import { requestFacts, requestIp } from "@/lib/auth/request-facts";
import { requestFreshLink } from "@/lib/links/request-fresh-link";
import { contextFor } from "@/lib/system-context";

/** Takes the wish of whoever holds an expired link, as far as the limits of their address allow. */
export async function askForFreshLink(headers: Headers, secret: string): Promise<void> {
  const { requestId } = requestFacts(headers);
  const ctx = await contextFor({ kind: "system" }, requestId, requestIp(headers));
  await requestFreshLink(ctx, { secret });
}
