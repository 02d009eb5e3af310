import type { BirdClient } from "./client";
import { type Connector, ConnectorAnswer, toConnector, WHATSAPP_TEMPLATE } from "./connectors";
import { listBirdItems } from "./pages";
import { birdPath } from "./path";

/**
 * The WhatsApp connectors of a workspace, oldest first. Throws BirdError. That Bird filters by `templateRef` is
 * inferred from its page, so the answer is filtered again.
 */
export async function listWhatsAppConnectors(
  client: BirdClient,
  workspaceId: string,
): Promise<Connector[]> {
  const all = await listBirdItems(client, {
    path: birdPath("workspaces", workspaceId, "connectors"),
    query: { templateRef: WHATSAPP_TEMPLATE },
    item: ConnectorAnswer,
  });
  return all
    .filter(({ connectorTemplateRef }) => connectorTemplateRef === WHATSAPP_TEMPLATE)
    .map(toConnector);
}
