import { z } from "zod";
import type { BirdClient } from "./client";
import { BirdError } from "./errors";
import { birdPath } from "./path";
import { birdText, birdTime } from "./values";

const Channel = z.object({
  id: z.string(),
  /** `active` is ready; Bird's other words are not documented and mean not ready. */
  status: z.string().catch(""),
  connectorId: birdText,
  identifier: birdText,
  updatedAt: birdTime,
});
export type Channel = z.infer<typeof Channel>;

/** One channel, or undefined when the workspace has none of this id. Throws BirdError. */
export async function getChannel(
  client: BirdClient,
  workspaceId: string,
  channelId: string,
): Promise<Channel | undefined> {
  try {
    const path = birdPath("workspaces", workspaceId, "channels", channelId);
    return await client.get({ path, schema: Channel });
  } catch (error) {
    if (error instanceof BirdError && error.isNotFound) return undefined;
    throw error;
  }
}
