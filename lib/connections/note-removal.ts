import { listHoldingConnections, storeNotice } from "@/db/queries/connection-news";
import type { ConnectionRow } from "@/db/queries/connections";
import type { Context } from "@/lib/context";
import { again, ignored, type Outcome, processed, unmatched } from "@/lib/webhooks/outcome";
import { isBeforeGrant } from "./access-news";
import { announceConnection } from "./announce-connection";
import { checkAccess } from "./check-access";
import { loseAccess } from "./lose-access";
import { matchOf } from "./note-account-event";
import { startAdvancing } from "./start-advancing";

export type RemovalNews = {
  wabaId: string;
  phoneNumbers: string[] | undefined;
  reason: "removed_at_meta" | "deleted_at_meta";
  occurredAt: Date;
  facts: Record<string, unknown>;
};

const AGAIN_MS = 30_000;
/** From the best end to the one that decides what becomes of the event. */
const ENDS = [
  "stale",
  "disconnecting",
  "still shared",
  "unclear",
  "disconnected",
  "retry",
] as const;
type End = (typeof ENDS)[number];

/**
 * Meta says that an account was taken from us. In a solution that may have been another partner, so the token is
 * tried before anything is ended. What was told before the present grant is stale.
 */
export async function noteRemoval(ctx: Context, news: RemovalNews): Promise<Outcome> {
  const found = await listHoldingConnections(ctx.db, news);
  if (found.length === 0) return unmatched("no connection");
  const ends: End[] = [];
  for (const connection of found) ends.push(await settle(ctx, connection, news));
  const end = ENDS.findLast((one) => ends.includes(one)) ?? "stale";
  const match = matchOf(found);
  if (end === "retry")
    return again("Meta did not answer", new Date(ctx.now().getTime() + AGAIN_MS), match);
  return end === "stale" ? ignored(end, match) : processed(end, match);
}

async function settle(ctx: Context, connection: ConnectionRow, news: RemovalNews): Promise<End> {
  if (isBeforeGrant(connection, news.occurredAt)) return "stale";
  // Perch is taking it down itself, and needs its ids until that is done.
  if (connection.disconnectRequestedAt) return "disconnecting";
  const access = await checkAccess(ctx, connection);
  if (access === "unavailable") return "retry";
  if (access !== "lost") return noteStillShared(ctx, connection, news, access);
  const { reason, occurredAt: at, facts } = news;
  const lost = await ctx.db.transaction((tx) =>
    loseAccess(tx, ctx, { connection, reason, at, facts }),
  );
  if (!lost) return "retry";
  startAdvancing(ctx, { tenantId: lost.tenantId, connectionId: lost.id });
  return "disconnected";
}

async function noteStillShared(
  ctx: Context,
  { id }: ConnectionRow,
  { occurredAt, facts }: RemovalNews,
  access: "reached" | "unclear",
): Promise<End> {
  await ctx.db.transaction(async (tx) => {
    const changed = await storeNotice(tx, {
      connectionIds: [id],
      kind: "partner_removed",
      notice: { ...facts, at: occurredAt.toISOString() },
      now: ctx.now(),
    });
    for (const row of changed) await announceConnection(tx, row);
  });
  return access === "reached" ? "still shared" : "unclear";
}
