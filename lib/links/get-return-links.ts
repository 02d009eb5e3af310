import type { Context, Member } from "@/lib/context";
import { returnOutcome } from "./return-outcome";
import { isReturnUrl, readReturnOrigins } from "./return-urls";

export type ReturnLinks = {
  /** Ways back for when it went well and for when it did not. */
  connected: string | undefined;
  attention: string | undefined;
  /** The one that fits how it stands now; undefined while it is not over. */
  here: string | undefined;
};

/**
 * The member's ways back to the ISV, by our own address that signs the real one when it is followed. An address that
 * is not on the list any more leads nowhere.
 */
export async function getReturnLinks(
  ctx: Context<Member>,
  { connectionId }: { connectionId?: string },
): Promise<ReturnLinks> {
  const { link, outcome } = await returnOutcome(ctx, { connectionId });
  if (!link || !(link.successUrl || link.failureUrl)) return NOWHERE;
  const origins = await readReturnOrigins(ctx.db);
  const href = connectionId ? `${RETURN_PATH}?connection=${connectionId}` : RETURN_PATH;
  const way = (url: string | null) => (url && isReturnUrl(url, origins) ? href : undefined);
  const connected = way(link.successUrl);
  const attention = way(link.failureUrl);
  const here = { connected, failed: attention, unfinished: undefined }[outcome.state];
  return { connected, attention, here };
}

export const RETURN_PATH = "/connect/return";

const NOWHERE: ReturnLinks = { connected: undefined, attention: undefined, here: undefined };
