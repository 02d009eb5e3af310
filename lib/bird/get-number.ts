import type { BirdClient } from "./client";
import { BirdNumber } from "./numbers";
import { birdPath } from "./path";

/** One number with its WhatsApp verification. Throws BirdError. */
export function getBirdNumber(
  client: BirdClient,
  workspaceId: string,
  numberId: string,
): Promise<BirdNumber> {
  return client.get({
    path: birdPath("workspaces", workspaceId, "numbers", numberId),
    schema: BirdNumber,
  });
}
