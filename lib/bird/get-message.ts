import type { BirdClient } from "./client";
import { BirdMessage, type ChannelRef, messagesPath } from "./messages";

/** How a sent message fares. Throws BirdError. */
export function getMessage(
  client: BirdClient,
  channel: ChannelRef,
  messageId: string,
): Promise<BirdMessage> {
  return client.get({ path: messagesPath(channel, messageId), schema: BirdMessage });
}
