import { z } from "zod";
import {
  type ApiKeyRow,
  endApiKeyAt,
  hasSuccessor,
  insertApiKey,
  lockApiKey,
} from "@/db/queries/api-keys";
import { recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Operator } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { Id } from "@/lib/ids";
import { digest } from "@/lib/vault/digest";
import type { MadeKey } from "./create-key";
import { requireMayGive, requireRoomForKey } from "./key-fields";
import { newKey, prefixOf } from "./key-format";

const HOUR_MS = 3_600_000;
const OVERLAP_MAX_HOURS = 7 * 24;

export const RotateKey = z.strictObject({
  keyId: Id,
  /** How long the old key goes on beside the new one. */
  overlapHours: z.coerce.number().int().min(0).max(OVERLAP_MAX_HOURS).default(24),
});

/**
 * Makes a key that may do the same for as long, and ends the old one after the overlap. Throws forbidden, not_found,
 * conflict (it has ended, was rotated before, or there are too many).
 */
export async function rotateKey(
  ctx: Context<Operator>,
  { keyId, overlapHours }: z.infer<typeof RotateKey>,
): Promise<MadeKey & { oldEndsAt: string }> {
  requireRole(ctx, "admin");
  const key = newKey();
  const now = ctx.now();
  const endsAt = new Date(now.getTime() + overlapHours * HOUR_MS);
  return ctx.db.transaction(async (tx) => {
    const old = await lockApiKey(tx, keyId);
    if (!old) throw notFound("API key");
    if (old.revokedAt || (old.expiresAt && old.expiresAt <= now))
      throw new AppError("conflict", "This key has ended. Make a new one.");
    if (await hasSuccessor(tx, keyId))
      throw new AppError("conflict", "Another key has taken over from this one. Rotate that one.");
    requireMayGive(ctx, old.scopes);
    await requireRoomForKey(tx, now);
    const { name, scopes } = old;
    const { id } = await insertApiKey(tx, {
      ...{ name, scopes },
      prefix: prefixOf(key),
      keyHash: digest(key),
      replacesId: keyId,
      expiresAt: sameLifetime(old, now),
      createdBy: ctx.actor.userId,
      createdAt: now,
    });
    await endApiKeyAt(tx, keyId, endsAt);
    const oldEndsAt = old.expiresAt && old.expiresAt < endsAt ? old.expiresAt : endsAt;
    const detail = { name, prefix: prefixOf(key), replaces: keyId, oldEndsAt };
    await recordAudit(tx, ctx, { action: "api_key.rotated", subjectId: id, detail });
    return { id, key, name, oldEndsAt: oldEndsAt.toISOString() };
  });
}

/** A key that was made for 90 days is followed by one for 90 days, and one without an end by one without. */
function sameLifetime({ createdAt, expiresAt }: ApiKeyRow, now: Date): Date | null {
  return expiresAt && new Date(now.getTime() + expiresAt.getTime() - createdAt.getTime());
}
