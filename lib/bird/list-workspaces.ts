import type { BirdClient } from "./client";
import { birdItems } from "./pages";
import { birdPath } from "./path";
import { BirdWorkspace } from "./workspaces";

/** Workspaces of the organization, oldest first, read page by page up to 5,000. Throws BirdError. */
export function listWorkspaces(client: BirdClient): AsyncGenerator<BirdWorkspace> {
  const path = birdPath("organizations", client.options.organizationId, "workspaces");
  return birdItems(client, { path, item: BirdWorkspace });
}

/** The first workspace that fits, reading no further than needed; undefined when none does. Throws BirdError. */
export async function findWorkspace(
  client: BirdClient,
  predicate: (workspace: BirdWorkspace) => boolean,
): Promise<BirdWorkspace | undefined> {
  for await (const workspace of listWorkspaces(client)) {
    if (predicate(workspace)) return workspace;
  }
  return undefined;
}
