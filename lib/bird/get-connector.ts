import type { BirdClient } from "./client";
import { type Connector, ConnectorAnswer, toConnector } from "./connectors";
import { BirdError } from "./errors";
import { birdPath } from "./path";

/** One connector, or undefined when the workspace has none of this id. Throws BirdError. */
export async function getConnector(
  client: BirdClient,
  workspaceId: string,
  connectorId: string,
): Promise<Connector | undefined> {
  try {
    const path = birdPath("workspaces", workspaceId, "connectors", connectorId);
    return toConnector(await client.get({ path, schema: ConnectorAnswer }));
  } catch (error) {
    if (error instanceof BirdError && error.isNotFound) return undefined;
    throw error;
  }
}
