import type { BirdClient } from "./client";
import { type Connector, ConnectorAnswer, toConnector, WHATSAPP_TEMPLATE } from "./connectors";
import { birdPath } from "./path";

export type NewConnector = {
  name: string;
  wabaId: string;
  /** Meta's phone number id. */
  phoneId: string;
  /** E.164. */
  phoneNumber: string;
  /** The number's id in Bird, when it was bought there. */
  numberId?: string | undefined;
  /** Meta's business token. */
  accessToken: string;
  /** The key under `securityArguments`; which one Bird wants is not documented. */
  securityScheme: string;
};

/**
 * Installs a WhatsApp number in a workspace; its channel follows in the background. Never repeated. Throws BirdError,
 * `isConflict` when the number is installed already. Where the values go in the body is inferred.
 */
export async function createConnector(
  client: BirdClient,
  workspaceId: string,
  { name, wabaId, phoneId, phoneNumber, numberId, accessToken, securityScheme }: NewConnector,
): Promise<Connector> {
  const answer = await client.post({
    path: birdPath("workspaces", workspaceId, "connectors"),
    json: {
      name,
      connectorTemplateRef: WHATSAPP_TEMPLATE,
      arguments: { wabaId, phoneId, phoneNumber, ...(numberId && { mbPhoneId: numberId }) },
      securityArguments: { [securityScheme]: { accessToken } },
    },
    secrets: [accessToken],
    schema: ConnectorAnswer,
  });
  return toConnector(answer);
}
