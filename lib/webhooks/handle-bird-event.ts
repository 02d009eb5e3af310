import { findConnectionOfChannel } from "@/db/queries/connection-news";
import {
  holdWebhookEvent,
  lockHeldEvents,
  type WebhookEventRow,
} from "@/db/queries/webhook-events";
import { readChannelEvent } from "@/lib/bird/channel-event";
import { type ChannelNews, noteChannel } from "@/lib/connections/note-channel";
import type { Context } from "@/lib/context";
import { ignored, type Outcome } from "./outcome";

/** Does what a stored event of Bird asks for. An event that comes before its connector is known here is held. */
export async function handleBirdEvent(ctx: Context, row: WebhookEventRow): Promise<Outcome> {
  const { tenantId, kind: event, payload, occurredAt } = row;
  const channel = readChannelEvent({ service: "channels", event, payload });
  if (!channel || !tenantId) return ignored(`unknown event ${event.slice(0, 100)}`);
  const { connectorId, channelId, status, updatedAt = occurredAt } = channel;
  const isCreation = event === "channel.created";
  const news = { tenantId, connectorId, channelId, status, updatedAt, isCreation };
  const outcome = await noteChannel(ctx, news);
  if (outcome.state !== "unmatched" || (await hold(ctx, row, { news, outcome }))) return outcome;
  return noteChannel(ctx, news);
}

/** False when the connection has become known in between. */
function hold(
  ctx: Context,
  row: WebhookEventRow,
  { news, outcome }: { news: ChannelNews; outcome: Outcome },
): Promise<boolean> {
  return ctx.db.transaction(async (tx) => {
    await lockHeldEvents(tx, row.sourceId);
    if (await findConnectionOfChannel(tx, news)) return false;
    await holdWebhookEvent(tx, row, { result: outcome.result, now: ctx.now() });
    return true;
  });
}
