import { moveLink } from "@/db/queries/links";
import type { SignupAnswer } from "@/db/queries/signups";
import type { Db } from "@/db/types";
import type { Context } from "@/lib/context";
import { announceJourney } from "./announce-journey";

/** Notes a failed try on the link it came by, which stays usable, and tells the consoles. */
export async function moveLinkToFailed(
  tx: Db,
  ctx: Pick<Context, "now">,
  { tenantId, linkId }: SignupAnswer,
): Promise<void> {
  if (linkId) await moveLink(tx, { tenantId, linkId, to: "failed", now: ctx.now() });
  await announceJourney(tx);
}
