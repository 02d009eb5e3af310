import type { MetaClient } from "./client";
import { listSharedWabas } from "./list-shared-wabas";

/**
 * WABAs shared with our own portfolio that belong to one customer's portfolio, newest first. Needs the system
 * token and our business id; empty without them. Throws MetaError.
 */
export async function listClientWabaIds(
  client: MetaClient,
  clientBusinessId: string,
): Promise<string[]> {
  const shared = (await listSharedWabas(client)) ?? [];
  return shared
    .filter(({ ownerBusinessId }) => ownerBusinessId === clientBusinessId)
    .map(({ id }) => id);
}
