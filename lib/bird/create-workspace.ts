import type { BirdClient } from "./client";
import { birdPath } from "./path";
import { BirdWorkspace } from "./workspaces";

export type NewWorkspace = {
  /** 1 to 256 characters. */
  name: string;
  /** 1 to 256 characters. */
  description?: string | undefined;
  /** Bird: `eu-west-1`, `ap-south-1` or `us-west-1`. */
  region: string;
};

/**
 * Makes a workspace whose data stays in one region. Never repeated: Bird takes the same name twice. Throws BirdError.
 * Bird's guide prints capital keys; its schema, which refuses unknown ones, has lower-case keys and priority 1.
 */
export function createWorkspace(
  client: BirdClient,
  { name, description, region }: NewWorkspace,
): Promise<BirdWorkspace> {
  return client.post({
    path: birdPath("organizations", client.options.organizationId, "workspaces"),
    json: {
      name,
      ...(description && { description }),
      dataPolicy: { group: region, regions: [{ region, priority: 1 }] },
    },
    schema: BirdWorkspace,
  });
}
