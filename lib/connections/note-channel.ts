import { findConnectionOfChannel } from "@/db/queries/connection-news";
import { resetSteps } from "@/db/queries/connection-steps";
import { type ConnectionRow, lockConnection, updateConnection } from "@/db/queries/connections";
import type { Db } from "@/db/types";
import type { Context } from "@/lib/context";
import { ignored, type Outcome, processed, unmatched } from "@/lib/webhooks/outcome";
import { announceConnection } from "./announce-connection";
import { putAdvance } from "./pass";
import { startAdvancing } from "./start-advancing";

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
  const key = { tenantId: news.tenantId, connectionId: found.id };
  const { outcome, isMoving } = await ctx.db.transaction((tx) =>
    note(tx, ctx, { ...news, ...key }),
  );
  if (isMoving) startAdvancing(ctx, key);
  return outcome;
}

/** Whether the connection is on its way, and is to go on after the commit. */
type Noted = { outcome: Outcome; isMoving?: boolean };

async function note(
  tx: Db,
  ctx: Context,
  news: ChannelNews & { connectionId: string },
): Promise<Noted> {
  const { tenantId, connectionId, channelId, status } = news;
  const key = { tenantId, connectionId };
  const row = await lockConnection(tx, key);
  if (!row) return { outcome: unmatched("no connection") };
  if (row.state === "disconnected" || row.state === "failed")
    return { outcome: ignored("over", key) };
  if (isStale(row, news)) return { outcome: ignored("stale", key) };
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
  const isMoving = row.state !== "connected";
  if (isMoving) {
    if (isLive)
      await resetSteps(tx, { ...key, steps: ["await_channel"], states: ["waiting", "blocked"] });
    await putAdvance(ctx, tx, key);
  }
  return { outcome: processed(`channel ${status ?? "unknown"}`, key), isMoving };
}

function isStale(
  { channelUpdatedAt }: ConnectionRow,
  { updatedAt, isCreation }: ChannelNews,
): boolean {
  if (!channelUpdatedAt) return false;
  const age = channelUpdatedAt.getTime() - updatedAt.getTime();
  return age > 0 || (age === 0 && isCreation);
}
