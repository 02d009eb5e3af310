import { stamp } from "./number-life.ts";
import type { Channel, Connector } from "./state.ts";

/** A connector as Bird prints it; the secret arguments never come back. */
export function describeConnector(connector: Connector): Record<string, unknown> {
  const { id, workspaceId, name, channelId, channelShown, mbPhoneId } = connector;
  const { wabaId, phoneId, phoneNumber } = connector;
  const channel = channelShown ? { channel: { channelId, platform: "whatsapp" } } : {};
  return {
    id,
    workspaceId,
    routingKey: null,
    name,
    region: "eu-west-1",
    description: "",
    arguments: { wabaId, phoneId, phoneNumber, ...(mbPhoneId ? { mbPhoneId } : {}) },
    ...channel,
    number: mbPhoneId ? { numberId: mbPhoneId, phoneNumber, endpointType: "long-code" } : null,
    connectorTemplateSlug: "whatsapp",
    connectorTemplateRef: "whatsapp:1",
    createdAt: stamp(connector.createdAt),
    updatedAt: stamp(connector.updatedAt),
  };
}

/** A channel as Bird prints it, in answers and in events. */
export function describeChannel(channel: Channel): Record<string, unknown> {
  const { id, name, connectorId, identifier, status } = channel;
  return {
    id,
    platformId: "whatsapp",
    name,
    connectorId,
    identifier,
    status,
    contactIdentifierKeyOverride: null,
    contactIdentifierFormatOverride: { type: "none", pattern: "" },
    platformServiceUrlOverride: null,
    capabilities: {},
    createdAt: stamp(channel.createdAt),
    updatedAt: stamp(channel.updatedAt),
  };
}
