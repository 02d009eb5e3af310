import { z } from "zod";
import type { BirdClient } from "./client";

const PAGE_SIZE = "50";
const PAGE_MAX = 100;

type Listing<S extends z.ZodType> = {
  path: string;
  item: S;
  query?: Record<string, string>;
  pageMax?: number;
};

/** Items of a Bird list, oldest first unless `reverse`, page by page as asked for; at most 5,000. Throws BirdError. */
export async function* birdItems<S extends z.ZodType>(
  client: BirdClient,
  { path, item, query = {}, pageMax = PAGE_MAX }: Listing<S>,
): AsyncGenerator<z.output<S>> {
  const schema = z.object({ results: z.array(item), nextPageToken: z.string().nullish() });
  let pageToken: string | undefined;
  for (let page = 0; page < pageMax; page += 1) {
    const more: Record<string, string> = pageToken ? { pageToken } : {};
    const answer = await client.get({
      path,
      schema,
      query: { ...query, limit: PAGE_SIZE, ...more },
    });
    yield* answer.results;
    pageToken = answer.nextPageToken || undefined;
    if (!pageToken) return;
  }
}

/** All items of a Bird list, up to `pageMax` pages of 50. Throws BirdError. */
export async function listBirdItems<S extends z.ZodType>(
  client: BirdClient,
  listing: Listing<S>,
): Promise<z.output<S>[]> {
  const found: z.output<S>[] = [];
  for await (const one of birdItems(client, listing)) found.push(one);
  return found;
}
