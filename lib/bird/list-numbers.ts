import { z } from "zod";
import type { BirdClient } from "./client";
import { BirdNumber } from "./numbers";

const Page = z.object({ results: z.array(BirdNumber), nextPageToken: z.string().nullish() });
const PAGE_MAX = 20;

/** Every number of a workspace, following `nextPageToken` up to 1,000 numbers. Throws BirdError. */
export async function listBirdNumbers(
  client: BirdClient,
  workspaceId: string,
): Promise<BirdNumber[]> {
  const found: BirdNumber[] = [];
  let pageToken: string | undefined;
  for (let page = 0; page < PAGE_MAX; page += 1) {
    const answer = await client.get({
      path: `workspaces/${encodeURIComponent(workspaceId)}/numbers`,
      query: { limit: "50", ...(pageToken ? { pageToken } : {}) },
      schema: Page,
    });
    found.push(...answer.results);
    pageToken = answer.nextPageToken || undefined;
    if (!pageToken) break;
  }
  return found;
}
