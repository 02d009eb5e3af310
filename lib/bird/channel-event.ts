import { z } from "zod";
import { birdText, birdTime } from "./values";

/** What Bird posts to a webhook. */
export const BirdEnvelope = z.object({
  service: z.string(),
  event: z.string(),
  payload: z.record(z.string(), z.unknown()).catch({}),
});
export type BirdEnvelope = z.infer<typeof BirdEnvelope>;

const nested = z.object({ id: birdText }).nullish().catch(undefined);
const Payload = z.object({
  id: birdText,
  channelId: birdText,
  channel: nested,
  connectorId: birdText,
  connector: nested,
  status: birdText,
  updatedAt: birdTime,
});

export type ChannelEvent = {
  channelId: string | undefined;
  connectorId: string | undefined;
  status: string | undefined;
  updatedAt: Date | undefined;
};

/**
 * A `channel.*` event; undefined for any other. Bird does not print its payload, which is likely the channel itself:
 * a key that names the channel goes before the bare `id`.
 */
export function readChannelEvent({ event, payload }: BirdEnvelope): ChannelEvent | undefined {
  if (!event.startsWith("channel.")) return undefined;
  const { id, channelId, channel, connectorId, connector, status, updatedAt } =
    Payload.parse(payload);
  return {
    channelId: channelId ?? channel?.id ?? id,
    connectorId: connectorId ?? connector?.id,
    status,
    updatedAt,
  };
}
