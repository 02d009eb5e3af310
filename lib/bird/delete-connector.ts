import { z } from "zod";
import type { BirdClient } from "./client";
import { BirdError } from "./errors";
import { birdPath } from "./path";

/** Removes a connector together with its channel; `absent` when it was gone already. Throws BirdError. */
export async function deleteConnector(
  client: BirdClient,
  workspaceId: string,
  connectorId: string,
): Promise<"deleted" | "absent"> {
  try {
    const path = birdPath("workspaces", workspaceId, "connectors", connectorId);
    await client.delete({ path, schema: z.unknown() });
    return "deleted";
  } catch (error) {
    if (error instanceof BirdError && error.isNotFound) return "absent";
    throw error;
  }
}
