import type { BirdClient } from "./client";
import { BirdNumber } from "./numbers";
import { listBirdItems } from "./pages";
import { birdPath } from "./path";

const PAGE_MAX = 20;

/** Every number of a workspace, following `nextPageToken` up to 1,000 numbers. Throws BirdError. */
export function listBirdNumbers(client: BirdClient, workspaceId: string): Promise<BirdNumber[]> {
  const path = birdPath("workspaces", workspaceId, "numbers");
  return listBirdItems(client, { path, item: BirdNumber, pageMax: PAGE_MAX });
}
