import { setTimeout as delay } from "node:timers/promises";
import { type ConnectionRow, lockConnection, updateConnection } from "@/db/queries/connections";
import type { TestMessage } from "@/db/schema/connections";
import type { BirdClient } from "@/lib/bird/client";
import { BirdError } from "@/lib/bird/errors";
import { getMessage } from "@/lib/bird/get-message";
import type { BirdMessage, ChannelRef } from "@/lib/bird/messages";
import type { Context } from "@/lib/context";
import { announceConnection } from "./announce-connection";

/** How long the result is looked for; what comes later is not worth a customer's wait. */
const LOOKS_MS = [500, 1_000, 2_000, 3_000, 5_000, 10_000, 20_000];
const FINAL = ["delivered", "sending_failed", "delivery_failed", "rejected", "deleted", "skipped"];

export type SentMessage = {
  connection: ConnectionRow;
  channel: ChannelRef;
  sent: BirdMessage;
} & Turn;

/** Whom a message goes to, and when its turn was taken: no two turns of a connection have the same time. */
type Turn = { receiver: string; sentAt: string };

/** Looks what became of a message until that is final: Bird answers before anything is delivered. */
export async function followTestMessage(
  ctx: Context,
  bird: BirdClient,
  { connection, channel, sent, receiver, sentAt }: SentMessage,
): Promise<void> {
  for (const pauseMs of LOOKS_MS) {
    await delay(pauseMs, undefined, { ref: false });
    const message = await getMessage(bird, channel, sent.id).catch((error: unknown) => {
      if (error instanceof BirdError) return undefined;
      throw error;
    });
    if (message)
      await keepTestMessage(ctx, connection, toTestMessage(ctx, message, { receiver, sentAt }));
    if (message && FINAL.includes(message.status)) return;
  }
}

/** Keeps what is known of the last test message, unless a newer one has taken its place. */
export async function keepTestMessage(
  ctx: Context,
  { id, tenantId }: ConnectionRow,
  testMessage: TestMessage,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const current = await lockConnection(tx, { tenantId, connectionId: id });
    const known = current?.testMessage;
    if (!current || known?.sentAt !== testMessage.sentAt) return;
    if (known.id && known.status === testMessage.status) return;
    const kept = await updateConnection(tx, current, { testMessage });
    if (kept) await announceConnection(tx, kept);
  });
}

/** A message of Bird's as it is kept: the receiver's number all but hidden. */
export function toTestMessage(
  ctx: Context,
  message: BirdMessage,
  { receiver, sentAt }: Turn,
): TestMessage {
  return {
    id: message.id,
    to: `${receiver.slice(0, 3)}…${receiver.slice(-2)}`,
    status: message.status,
    ...(message.failureCode !== undefined && { failureCode: message.failureCode }),
    ...(message.failureSourceCode && { failureSourceCode: message.failureSourceCode }),
    sentAt,
    checkedAt: ctx.now().toISOString(),
  };
}
