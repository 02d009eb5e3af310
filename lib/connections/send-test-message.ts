import { z } from "zod";
import { type ConnectionRow, findConnection } from "@/db/queries/connections";
import { findAnyTenant } from "@/db/queries/tenant-changes";
import type { BirdClient } from "@/lib/bird/client";
import { BirdError } from "@/lib/bird/errors";
import type { BirdMessage, ChannelRef } from "@/lib/bird/messages";
import { sendTemplate, sendText } from "@/lib/bird/send-message";
import { getBrand } from "@/lib/brand/get-brand";
import type { Context } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { getTranslator } from "@/lib/i18n/translator";
import { log } from "@/lib/log";
import { toE164 } from "@/lib/numbers/phone";
import { ConnectionRef, changeableKey } from "./connection-key";
import { notConnected, takeTestTurn } from "./take-test-turn";
import { followTestMessage, keepTestMessage, toTestMessage } from "./test-message";

export const SendTestMessage = ConnectionRef.extend({ to: z.string().max(40) });

/**
 * Sends one message from a connected number: the configured template, else a text, which WhatsApp lets through for 24
 * hours after the receiver wrote. The result is followed in the background. Throws not_found, conflict (not connected, or about to be disconnected),
 * invalid_input (`to`), too_many_requests, provider_unavailable, provider_refused, forbidden (viewers, keys without `connections:write`).
 */
export async function sendTestMessage(
  ctx: Context,
  { to, ...ref }: z.infer<typeof SendTestMessage>,
): Promise<{ status: string }> {
  const { bird } = ctx;
  const key = changeableKey(ctx, ref);
  const connection = await findConnection(ctx.db, key);
  if (!connection) throw notFound("connection");
  const receiver = receiverOf(to, connection);
  const workspaceId = (await findAnyTenant(ctx.db, key.tenantId))?.workspaceId;
  if (!workspaceId || !bird) throw notConnected();
  const { channelId, sentAt } = await takeTestTurn(ctx, key);
  const channel = { workspaceId, channelId };
  const sent = await send(ctx, bird, channel, receiver).catch(async (error: unknown) => {
    const none = undefined;
    const refused = {
      id: "",
      status: "refused",
      failureCode: none,
      failureSourceCode: none,
      reason: none,
    };
    await keepTestMessage(ctx, connection, toTestMessage(ctx, refused, { receiver, sentAt }));
    throw error;
  });
  await keepTestMessage(ctx, connection, toTestMessage(ctx, sent, { receiver, sentAt }));
  ctx.jobs.soon(`test message ${sent.id}`, () =>
    followTestMessage({ ...ctx, actor: { kind: "system" } }, bird, {
      connection,
      channel,
      sent,
      receiver,
      sentAt,
    }),
  );
  return { status: sent.status };
}

function receiverOf(to: string, { phoneNumber }: ConnectionRow): string {
  const refuse = (message: string) =>
    new AppError("invalid_input", message, { errors: [{ field: "to", message }] });
  const receiver = toE164(to);
  if (!receiver)
    throw refuse("Write the number in international form, for example +31 6 12345678.");
  if (receiver === phoneNumber)
    throw refuse("Write another number; WhatsApp sends none to itself.");
  return receiver;
}

async function send(
  ctx: Context,
  bird: BirdClient,
  channel: ChannelRef,
  to: string,
): Promise<BirdMessage> {
  const template = ctx.env.bird.settings?.testTemplate;
  const member = ctx.actor.kind === "member" ? ctx.actor : undefined;
  const brand = await getBrand(ctx, member?.tenantId);
  const locale = member?.locale ?? "en";
  const text = getTranslator(locale)("connection.test.message", { isvName: brand.name });
  try {
    return template
      ? await sendTemplate(bird, channel, { to, template })
      : await sendText(bird, channel, { to, text });
  } catch (error) {
    if (!(error instanceof BirdError)) throw error;
    log().warn({ err: error, detail: error.detail, party: "bird" }, "a test message was not taken");
    throw error.isTemporary
      ? new AppError("provider_unavailable", NOT_TAKEN, { retryAfterSeconds: 10 })
      : new AppError("provider_refused", NOT_TAKEN);
  }
}

const NOT_TAKEN = "Bird did not take the message. Try again in a moment.";
