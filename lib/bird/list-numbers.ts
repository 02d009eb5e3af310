import type { BirdClient } from "./client";
import { BirdNumber } from "./numbers";
import { birdItems } from "./pages";
import { birdPath } from "./path";

const PAGE_MAX = 20;

/** The numbers of a workspace, following `nextPageToken` for as long as fewer than `limit` are found. Throws BirdError. */
export async function listBirdNumbers(
  client: BirdClient,
  workspaceId: string,
  limit = Number.POSITIVE_INFINITY,
): Promise<BirdNumber[]> {
  const path = birdPath("workspaces", workspaceId, "numbers");
  const found: BirdNumber[] = [];
  for await (const one of birdItems(client, { path, item: BirdNumber, pageMax: PAGE_MAX })) {
    found.push(one);
    if (found.length === limit) break;
  }
  return found;
}
