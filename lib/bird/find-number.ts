import type { BirdClient } from "./client";
import { BirdNumber, isSameNumber } from "./numbers";
import { birdItems } from "./pages";
import { birdPath } from "./path";

/**
 * A workspace's number by its digits, newest first, or undefined when none of its 5,000 newest has them. Throws
 * BirdError. Bird's own filters are not used: one that reads the number otherwise would let it be bought again.
 */
export async function findBirdNumber(
  client: BirdClient,
  workspaceId: string,
  phoneNumber: string,
): Promise<BirdNumber | undefined> {
  const path = birdPath("workspaces", workspaceId, "numbers");
  for await (const one of birdItems(client, { path, item: BirdNumber, query: { reverse: "true" } }))
    if (isSameNumber(one.number, phoneNumber)) return one;
  return undefined;
}
