import { listHoldingConnections, storeNotice } from "@/db/queries/connection-news";
import type { ConnectionRow } from "@/db/queries/connections";
import type { Context } from "@/lib/context";
import { ignored, type Match, type Outcome, processed, unmatched } from "@/lib/webhooks/outcome";
import { isAccessNews, isBeforeGrant } from "./access-news";
import { announceConnection } from "./announce-connection";

/** Kinds of notices; the newest of each is kept. */
export type NoticeKind =
  | "restriction"
  | "violation"
  | "ban"
  | "review"
  | "name"
  | "quality"
  | "capability"
  | "security"
  | "alert"
  | "offboarded"
  | "bird_access";

export type AccountNews = {
  wabaId: string;
  /** Spellings of the number it is about; undefined when it is about the whole account. */
  phoneNumbers: string[] | undefined;
  kind: NoticeKind;
  facts: Record<string, unknown>;
  occurredAt: Date;
};

/**
 * Notes what Meta told about an account, or a number of it, on every connection it concerns, unless something newer
 * of its kind is there, or a grant that overtakes it. What is true now is read from Graph soon: the webhook is the
 * trigger, Graph the truth.
 */
export async function noteAccountEvent(ctx: Context, news: AccountNews): Promise<Outcome> {
  const found = await listHoldingConnections(ctx.db, news);
  if (found.length === 0) return unmatched("no connection");
  const { kind, facts, occurredAt } = news;
  const concerned = isAccessNews(kind)
    ? found.filter((connection) => !isBeforeGrant(connection, occurredAt))
    : found;
  const noted = await ctx.db.transaction(async (tx) => {
    const changed = await storeNotice(tx, {
      connectionIds: concerned.map(({ id }) => id),
      kind,
      notice: { ...facts, at: occurredAt.toISOString() },
      now: ctx.now(),
    });
    for (const row of changed) await announceConnection(tx, row);
    return changed.length;
  });
  return noted > 0 ? processed(kind, matchOf(found)) : ignored("stale", matchOf(found));
}

/** Whom an event is about, as far as all of these agree. */
export function matchOf(found: Pick<ConnectionRow, "id" | "tenantId">[]): Match {
  const tenantIds = new Set(found.map(({ tenantId }) => tenantId));
  return {
    tenantId: tenantIds.size === 1 ? found[0]?.tenantId : undefined,
    connectionId: found.length === 1 ? found[0]?.id : undefined,
  };
}
