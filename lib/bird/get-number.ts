import type { BirdClient } from "./client";
import { BirdNumber } from "./numbers";

/** One number with its WhatsApp verification. Throws BirdError. */
export function getBirdNumber(
  client: BirdClient,
  workspaceId: string,
  numberId: string,
): Promise<BirdNumber> {
  return client.get({
    path: `workspaces/${encodeURIComponent(workspaceId)}/numbers/${encodeURIComponent(numberId)}`,
    schema: BirdNumber,
  });
}
