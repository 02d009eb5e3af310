import type { BirdClient } from "./client";
import { birdItems } from "./pages";
import { birdPath } from "./path";
import { BirdWorkspace } from "./workspaces";

/** Workspaces of the organization, newest first, read page by page up to 5,000. Throws BirdError. */
export function listWorkspaces(client: BirdClient): AsyncGenerator<BirdWorkspace> {
  const path = birdPath("organizations", client.options.organizationId, "workspaces");
  return birdItems(client, { path, item: BirdWorkspace, query: { reverse: "true" } });
}

/** The newest workspace that fits, reading no further than needed; undefined when none does. Throws BirdError. */
export async function findWorkspace(
  client: BirdClient,
  predicate: (workspace: BirdWorkspace) => boolean | Promise<boolean>,
): Promise<BirdWorkspace | undefined> {
  for await (const workspace of listWorkspaces(client)) {
    if (await predicate(workspace)) return workspace;
  }
  return undefined;
}
