import { z } from "zod";
import type { BirdClient } from "./client";
import { isSameNumber } from "./numbers";
import { birdPath } from "./path";
import { StockItem } from "./stock";

const PAGE_SIZE = "50";

export type StockSearch = {
  /** ISO 3166-1 alpha-2 */
  country: string;
  /** Bird: `local`, `national`, `mobile` or `toll-free`. */
  type?: string | undefined;
  /** International form with its plus. */
  prefix?: string | undefined;
  pageToken?: string | undefined;
};
export type StockPage = { items: StockItem[]; nextPageToken: string | undefined };

const Answer = z.object({ results: z.array(StockItem), nextPageToken: z.string().nullish() });

/** One page of 50 numbers that are for sale in a country. Throws BirdError. */
export async function searchStock(
  client: BirdClient,
  { country, type, prefix, pageToken }: StockSearch,
): Promise<StockPage> {
  const { results, nextPageToken } = await client.get({
    path: birdPath("organizations", client.options.organizationId, "numbers-stock-items"),
    schema: Answer,
    query: {
      limit: PAGE_SIZE,
      countryCodes: country,
      ...(type && { types: type }),
      ...(prefix && { prefix }),
      ...(pageToken && { pageToken }),
    },
  });
  return { items: results, nextPageToken: nextPageToken || undefined };
}

/** The item that sells this number now, with its price of now; undefined when none does. Throws BirdError. */
export async function findStockItem(
  client: BirdClient,
  { country, phoneNumber }: { country: string; phoneNumber: string },
): Promise<StockItem | undefined> {
  const { items } = await searchStock(client, { country, prefix: phoneNumber });
  return items.find(({ numberString }) => isSameNumber(numberString, phoneNumber));
}
