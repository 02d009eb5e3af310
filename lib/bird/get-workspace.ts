import type { BirdClient } from "./client";
import { birdPath } from "./path";
import { BirdWorkspace } from "./workspaces";

/** One workspace. Throws BirdError, `isNotFound` when the organization has none of this id. */
export function getWorkspace(client: BirdClient, workspaceId: string): Promise<BirdWorkspace> {
  const path = birdPath("organizations", client.options.organizationId, "workspaces", workspaceId);
  return client.get({ path, schema: BirdWorkspace });
}
