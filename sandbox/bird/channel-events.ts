import type { World } from "../world.ts";
import type { Channel } from "./state.ts";

/** Tells the workspace's subscriptions about a channel. */
export async function announceChannel(
  _world: World,
  _channel: Channel,
  _event: "channel.created" | "channel.updated",
): Promise<void> {}
