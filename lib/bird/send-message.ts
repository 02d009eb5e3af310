import type { BirdClient } from "./client";
import { BirdMessage, type ChannelRef, messagesPath } from "./messages";

/** Ids of a Bird template; `version` may be `latest`. */
export type TemplateRef = { projectId: string; version: string; locale: string };

/**
 * Sends free text to a number (E.164). Accepted is not delivered: outside the 24 hours after the person wrote, it fails
 * later. Never repeated. Throws BirdError.
 */
export function sendText(
  client: BirdClient,
  channel: ChannelRef,
  { to, text }: { to: string; text: string },
): Promise<BirdMessage> {
  return send(client, channel, { receiver: receiver(to), body: { type: "text", text: { text } } });
}

/** Sends an approved template without parameters to a number (E.164). Never repeated. Throws BirdError. */
export function sendTemplate(
  client: BirdClient,
  channel: ChannelRef,
  { to, template }: { to: string; template: TemplateRef },
): Promise<BirdMessage> {
  const { projectId, version, locale } = template;
  return send(client, channel, {
    receiver: receiver(to),
    template: { projectId, version, locale },
  });
}

function receiver(to: string) {
  return { contacts: [{ identifierKey: "phonenumber", identifierValue: to }] };
}

function send(client: BirdClient, channel: ChannelRef, json: unknown): Promise<BirdMessage> {
  return client.post({ path: messagesPath(channel), json, schema: BirdMessage });
}
