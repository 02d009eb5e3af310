import { randomUUID } from "node:crypto";
import { DAY } from "../clock.ts";
import { randomWord } from "../ids.ts";
import type { World } from "../world.ts";
import { emitBird } from "./emit.ts";
import type { MessageOrder } from "./message-body.ts";
import { stamp } from "./number-life.ts";
import type { BirdMessage, Channel } from "./state.ts";

const WINDOW_MS = DAY;

/** Accepts a message; what becomes of it follows by the clock. */
export function sendMessage(world: World, channel: Channel, order: MessageOrder): BirdMessage {
  const failure = failureOf(world, channel, order);
  const message = addMessage(world, channel, {
    direction: "outgoing",
    contact: order.to,
    contactName: "",
    body: order.body ?? { type: "template", template: order.template ?? {} },
    reference: order.reference,
    status: "accepted",
  });
  const steps = failure ? ["sending_failed"] : ["sent", "delivered", "read"];
  const wait = world.settings.messageStepMs;
  steps.forEach((step, index) => {
    const due = world.clock.now() + wait * (index + 1);
    world.agenda.at(due, () => takeStep(world, message, { step, failure }));
  });
  return message;
}

/** A customer writes; for a day the channel may answer with free text. */
export async function receiveMessage(
  world: World,
  channel: Channel,
  given: { from: string; name: string; text: string },
): Promise<BirdMessage> {
  channel.windows.set(given.from, world.clock.now() + WINDOW_MS);
  const message = addMessage(world, channel, {
    direction: "incoming",
    contact: given.from,
    contactName: given.name,
    body: { type: "text", text: { text: given.text } },
    reference: "",
    status: "delivered",
  });
  await emitBird(world, {
    workspaceId: channel.workspaceId,
    event: "whatsapp.inbound",
    payload: describeMessage(message, channel),
    facts: { channelId: channel.id, platformId: "whatsapp" },
  });
  return message;
}

/** A message as Bird prints it, in answers and in events. */
export function describeMessage(message: BirdMessage, channel: Channel): Record<string, unknown> {
  const { contact, contactId, contactName, direction, failure } = message;
  const person = { id: contactId, identifierKey: "phonenumber", identifierValue: contact };
  const connector = { connector: { id: channel.connectorId, identifierValue: "" } };
  const isIncoming = direction === "incoming";
  return {
    id: message.id,
    channelId: message.channelId,
    sender: isIncoming ? { contact: { ...person, annotations: { name: contactName } } } : connector,
    receiver: isIncoming ? connector : { contacts: [person] },
    body: message.body,
    meta: isIncoming
      ? { extraInformation: { timestamp: String(Math.floor(message.createdAt / 1000)) } }
      : {},
    reference: message.reference,
    parts: [{ platformReference: message.platformReference }],
    status: message.status,
    reason: failure?.reason ?? "",
    direction,
    lastStatusAt: stamp(message.updatedAt),
    createdAt: stamp(message.createdAt),
    updatedAt: stamp(message.updatedAt),
    ...(failure ? { failure: { code: failure.code, source: failure.source } } : {}),
  };
}

type Failure = NonNullable<BirdMessage["failure"]>;

function failureOf(world: World, channel: Channel, order: MessageOrder): Failure | undefined {
  // Bird's 15001 is ours; the codes of WhatsApp are Meta's.
  const failed = (code: string, reason: string): Failure => ({
    code: 15001,
    source: { name: "whatsapp", code },
    reason,
  });
  const phoneId = world.bird.connectors.get(channel.connectorId)?.phoneId ?? "";
  if (world.meta.phones.get(phoneId)?.status !== "CONNECTED") {
    return failed("133010", "Phone number not registered");
  }
  const until = channel.windows.get(order.to) ?? 0;
  const isFree = order.template !== undefined || until > world.clock.now();
  return isFree ? undefined : failed("131047", "Re-engagement message");
}

function addMessage(
  world: World,
  channel: Channel,
  given: Pick<
    BirdMessage,
    "direction" | "contact" | "contactName" | "body" | "reference" | "status"
  >,
): BirdMessage {
  const now = world.clock.now();
  const { messages } = world.bird;
  const known = [...messages.values()].find((one) => one.contact === given.contact);
  const message: BirdMessage = {
    ...given,
    id: randomUUID(),
    channelId: channel.id,
    contactId: known?.contactId ?? randomUUID(),
    platformReference: `wamid.${randomWord(40)}`,
    createdAt: now,
    updatedAt: now,
  };
  messages.set(message.id, message);
  return message;
}

async function takeStep(
  world: World,
  message: BirdMessage,
  given: { step: string; failure: Failure | undefined },
): Promise<void> {
  const channel = world.bird.channels.get(message.channelId);
  if (!channel) return;
  if (given.step === "read") return announceRead(world, message, channel);
  message.status = given.step;
  message.updatedAt = world.clock.now();
  if (given.failure) message.failure = given.failure;
  await emitBird(world, {
    workspaceId: channel.workspaceId,
    event: "whatsapp.outbound",
    payload: describeMessage(message, channel),
    facts: { channelId: channel.id, platformId: "whatsapp", messageStatus: given.step },
  });
}

async function announceRead(world: World, message: BirdMessage, channel: Channel): Promise<void> {
  await emitBird(world, {
    workspaceId: channel.workspaceId,
    event: "whatsapp.interaction",
    payload: {
      id: randomUUID(),
      messageId: message.id,
      channelId: channel.id,
      platformId: "whatsapp",
      type: "read",
      messageReference: message.reference,
      messagePartsCount: 1,
      messageTags: [],
      receiver: describeMessage(message, channel).receiver,
      createdAt: stamp(world.clock.now()),
      details: "",
      context: {},
      metadata: {},
      isFirstInteraction: true,
    },
    facts: { channelId: channel.id, platformId: "whatsapp", interactionType: "read" },
  });
}
