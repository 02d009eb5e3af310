import { insertWebhookEvents } from "@/db/queries/webhook-events";
import { findWorkspaceHook, type WorkspaceHook } from "@/db/queries/workspace-hooks";
import { BirdEnvelope, readChannelEvent } from "@/lib/bird/channel-event";
import { isFreshTimestamp, verifyBirdSignature } from "@/lib/bird/webhook-signature";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { toStorable } from "@/lib/to-storable";
import { dedupeKey } from "./dedupe-key";
import { parseSignedJson } from "./parse-signed-json";
import { noteRefusal } from "./refusals";
import { signingKeyOf } from "./signing-key";

export type BirdDelivery = {
  workspaceId: string;
  signature: string | null;
  timestamp: string | null;
  requestId: string | null;
  body: Uint8Array;
};

/** What end users write and do. Perch has no use for it, and so it keeps none of it. */
const MESSAGE_EVENT = /^whatsapp\.|\.(inbound|outbound|interaction)$/;
const WORKSPACE_ID = /^[\w-]{1,64}$/;

/**
 * Stores what Bird posted about a workspace's channels, once, before any work; returns how many were new. Throws
 * unauthenticated (wrong signature, too old, or no workspace of ours, which look the same) and invalid_input.
 */
export async function receiveBird(
  ctx: Context,
  delivery: BirdDelivery,
): Promise<{ stored: number }> {
  const { workspaceId, timestamp, body } = delivery;
  const now = ctx.now();
  const hook = WORKSPACE_ID.test(workspaceId)
    ? await findWorkspaceHook(ctx.db, workspaceId)
    : undefined;
  const isSigned = await isSignedFor(ctx, hook, delivery);
  if (!hook || !isSigned || !isFreshTimestamp(timestamp, now)) {
    noteRefusal(ctx, "bird");
    throw new AppError("unauthenticated", "The signature is missing or wrong.");
  }
  const { service, event, payload } = BirdEnvelope.parse(toStorable(parseSignedJson(body)));
  if (service !== "channels" || MESSAGE_EVENT.test(event)) return { stored: 0 };
  const channel = readChannelEvent({ service, event, payload });
  const row = {
    id: newId(),
    provider: "bird" as const,
    tenantId: hook.tenantId,
    sourceId: workspaceId,
    kind: event,
    payload,
    dedupeKey: keyOf(delivery, { event, payload }),
    occurredAt: channel?.updatedAt ?? new Date(Number(timestamp) * 1000),
  };
  return { stored: await insertWebhookEvents(ctx.db, [row]) };
}

async function isSignedFor(
  ctx: Context,
  hook: WorkspaceHook | undefined,
  { signature, timestamp, body }: BirdDelivery,
): Promise<boolean> {
  // An unknown workspace is checked against something too, so that the time it takes tells nothing.
  const signingKey = hook ? await signingKeyOf(ctx, hook) : "none";
  const url = hook?.hookUrl ?? ctx.env.appUrl;
  return verifyBirdSignature({ signingKey, signature, timestamp, url, rawBody: body });
}

/** Of what is signed: Bird's id of the delivery is not, and its retries keep their timestamp. */
function keyOf({ workspaceId, timestamp }: BirdDelivery, said: unknown): string {
  return dedupeKey("bird", workspaceId, timestamp, said);
}
