import { z } from "zod";
import { birdText, birdTime } from "./values";

export const WHATSAPP_TEMPLATE = "whatsapp:1";

const optionalId = z
  .union([z.string(), z.number()])
  .transform((value) => String(value) || undefined)
  .optional()
  .catch(undefined);
const NO_ARGUMENTS = { wabaId: undefined, phoneId: undefined, phoneNumber: undefined };

/** A connector as Bird prints it; it has no status of its own, its channel has. */
export const ConnectorAnswer = z.object({
  id: z.string(),
  connectorTemplateRef: birdText,
  arguments: z
    .object({ wabaId: optionalId, phoneId: optionalId, phoneNumber: birdText })
    .catch(NO_ARGUMENTS),
  channel: z.object({ channelId: birdText }).nullish().catch(undefined),
  createdAt: birdTime,
});

export type Connector = {
  id: string;
  /** Undefined while Bird sets the channel up. */
  channelId: string | undefined;
  wabaId: string | undefined;
  phoneId: string | undefined;
  phoneNumber: string | undefined;
  createdAt: Date | undefined;
};

/** The parts of a connector that Perch goes by. */
export function toConnector(answer: z.infer<typeof ConnectorAnswer>): Connector {
  const { id, arguments: given, channel, createdAt } = answer;
  const { wabaId, phoneId, phoneNumber } = given;
  return { id, channelId: channel?.channelId, wabaId, phoneId, phoneNumber, createdAt };
}
