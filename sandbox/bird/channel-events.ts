import type { World } from "../world.ts";
import { describeChannel } from "./connector-shape.ts";
import { emitBird } from "./emit.ts";
import type { Channel } from "./state.ts";

/** Tells the workspace's subscriptions about a channel; that the payload is the channel is a guess. */
export async function announceChannel(
  world: World,
  channel: Channel,
  event: "channel.created" | "channel.updated",
): Promise<void> {
  await emitBird(world, {
    workspaceId: channel.workspaceId,
    event,
    payload: describeChannel(channel),
    facts: { platformId: "whatsapp", channelStatus: channel.status },
  });
}
