import { type IncomingEvent, insertWebhookEvents } from "@/db/queries/webhook-events";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { readChanges, WABA_OBJECT, type WabaChange } from "@/lib/meta/webhook-changes";
import { verifyMetaSignature } from "@/lib/meta/webhook-signature";
import { toStorable } from "@/lib/to-storable";
import { dedupeKey } from "./dedupe-key";
import { parseSignedJson } from "./parse-signed-json";
import { noteRefusal } from "./refusals";

/** These carry what end users write to each other. Perch has no use for it, and so it keeps none of it. */
const MESSAGE_FIELDS = ["messages", "smb_message_echoes", "history", "smb_app_state_sync"];
/** A time further ahead than this is a mistake, and would make all that comes after it look old. */
const AHEAD_MAX_MS = 366 * 86_400_000;

/**
 * Stores the changes that Meta posted, each one once, before any work; returns how many were new. Throws
 * unauthenticated (missing or wrong signature; nothing is stored), invalid_input, not_configured.
 */
export async function receiveMeta(
  ctx: Context,
  { signature, body }: { signature: string | null; body: Uint8Array },
): Promise<{ stored: number }> {
  const { settings } = ctx.env.meta;
  if (!settings)
    throw new AppError("not_configured", "Set META_APP_SECRET to receive Meta's webhooks.");
  const now = ctx.now();
  if (!verifyMetaSignature(settings.appSecret, signature, body)) {
    noteRefusal(ctx, "meta");
    throw new AppError("unauthenticated", "The signature is missing or wrong.");
  }
  const rows = readChanges(parseSignedJson(body), now)
    .filter(({ field }) => !MESSAGE_FIELDS.includes(field))
    .map((change) => toRow(change, now))
    .sort((left, right) => (left.dedupeKey < right.dedupeKey ? -1 : 1));
  return { stored: await insertWebhookEvents(ctx.db, rows) };
}

function toRow(change: WabaChange, now: Date): IncomingEvent {
  const { object, field, occurredAt } = change;
  // A name of two parts is none of the fields that are dealt with, so it ends as one that is not known.
  const name = object === WABA_OBJECT ? field : `${object}.${field}`;
  const [sourceId, kind, payload] = toStorable([change.entryId, name, change.value]) as [
    string,
    string,
    Record<string, unknown>,
  ];
  // A change without a time was given that of its arrival, which is another one at each delivery.
  const time = occurredAt === now ? null : occurredAt.getTime();
  return {
    id: newId(),
    provider: "meta",
    sourceId,
    kind,
    payload,
    dedupeKey: dedupeKey("meta", sourceId, time, kind, payload),
    occurredAt: occurredAt.getTime() > now.getTime() + AHEAD_MAX_MS ? now : occurredAt,
  };
}
