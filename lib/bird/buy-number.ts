import { z } from "zod";
import type { BirdClient } from "./client";
import { birdPath } from "./path";

const Bought = z.object({ id: z.string().min(1), numberString: z.string() });
type Bought = z.infer<typeof Bought>;

/** Bird does not document whether the answer is one number, an array or `results`. */
const Answer = z.union([
  z.object({ results: z.array(Bought) }).transform(({ results }) => results),
  z.array(Bought),
  Bought.transform((one) => [one]),
]);

/**
 * Buys one number that is for sale into a workspace; the wallet is charged at once and each month. Never repeated.
 * Throws BirdError: unless it says that Bird refused, the number may be bought all the same.
 */
export function buyBirdNumber(
  client: BirdClient,
  workspaceId: string,
  stockItemId: string,
): Promise<Bought[]> {
  return client.post({
    path: birdPath("workspaces", workspaceId, "numbers-long-code"),
    json: { numberStockItemIds: [stockItemId] },
    schema: Answer,
  });
}
