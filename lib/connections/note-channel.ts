import { findConnectionOfChannel, wakeAwaitChannel } from "@/db/queries/connection-news";
import { type ConnectionRow, lockConnection, updateConnection } from "@/db/queries/connections";
import type { Db } from "@/db/types";
import type { Context } from "@/lib/context";
import { ignored, type Outcome, processed, unmatched } from "@/lib/webhooks/outcome";
import { announceConnection } from "./announce-connection";

export type ChannelNews = {
  tenantId: string;
  connectorId: string | undefined;
  channelId: string | undefined;
  status: string | undefined;
  updatedAt: Date;
  /** Of two with the same time, that of the creation is the older one. */
  isCreation: boolean;
};

/**
 * What Bird told of a channel goes to the connection whose it is, unless something newer is known. A connection on
 * its way goes on at once; one that was connected keeps its state, and its health is read.
 */
export async function noteChannel(ctx: Context, news: ChannelNews): Promise<Outcome> {
  const found = await findConnectionOfChannel(ctx.db, news);
  if (!found) return unmatched("no connection");
  return ctx.db.transaction((tx) => note(tx, ctx, { ...news, connectionId: found.id }));
}

async function note(
  tx: Db,
  ctx: Context,
  news: ChannelNews & { connectionId: string },
): Promise<Outcome> {
  const { tenantId, connectionId, channelId, status } = news;
  const key = { tenantId, connectionId };
  const row = await lockConnection(tx, key);
  if (!row) return unmatched("no connection");
  if (row.state === "disconnected" || row.state === "failed") return ignored("over", key);
  if (isStale(row, news)) return ignored("stale", key);
  const now = ctx.now();
  const isLive = status === "active";
  const noted = await updateConnection(tx, row, {
    channelId: channelId ?? row.channelId,
    channelStatus: status ?? row.channelStatus,
    channelUpdatedAt: news.updatedAt,
    updatedAt: now,
    ...(row.state === "connected" && (!isLive || row.notices.channel)
      ? {
          notices: { ...row.notices, channel: { at: news.updatedAt.toISOString(), status } },
          healthDueAt: now,
        }
      : {}),
  });
  if (!noted) throw new Error("a locked connection changed");
  await announceConnection(tx, noted);
  if (row.state !== "connected") {
    if (isLive) await wakeAwaitChannel(tx, key);
    await ctx.jobs.put(tx, { queue: "advance_connection", key: connectionId, data: key });
  }
  return processed(`channel ${status ?? "unknown"}`, key);
}

function isStale(
  { channelUpdatedAt }: ConnectionRow,
  { updatedAt, isCreation }: ChannelNews,
): boolean {
  if (!channelUpdatedAt) return false;
  const age = channelUpdatedAt.getTime() - updatedAt.getTime();
  return age > 0 || (age === 0 && isCreation);
}
