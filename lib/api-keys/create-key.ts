import { z } from "zod";
import { insertApiKey } from "@/db/queries/api-keys";
import { actorIdOf, recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import type { Context } from "@/lib/context";
import { digest } from "@/lib/vault/digest";
import { KeyName, KeyScopes, requireMayGive, requireRoomForKey } from "./key-fields";
import { newKey, prefixOf } from "./key-format";

const DAY_MS = 86_400_000;

export const CreateKey = z.strictObject({
  name: KeyName,
  scopes: KeyScopes,
  /** Days until it ends; without it the key lives until it is revoked. */
  expiresInDays: z.number().int().min(1).max(3_650).optional(),
});

/** `key` is shown now and never again: only its hash is kept. */
export type MadeKey = { id: string; key: string; name: string };

/** Makes a key for one of the ISV's programs. Throws forbidden, conflict (too many). */
export async function createKey(
  ctx: Context,
  { name, scopes, expiresInDays }: z.infer<typeof CreateKey>,
): Promise<MadeKey> {
  requireRole(ctx, "admin");
  requireMayGive(ctx, scopes);
  const key = newKey();
  const now = ctx.now();
  const expiresAt = expiresInDays ? new Date(now.getTime() + expiresInDays * DAY_MS) : null;
  return ctx.db.transaction(async (tx) => {
    await requireRoomForKey(tx, now);
    const { id } = await insertApiKey(tx, {
      ...{ name, scopes, expiresAt },
      prefix: prefixOf(key),
      keyHash: digest(key),
      createdBy: actorIdOf(ctx.actor),
      createdAt: now,
    });
    const detail = { name, prefix: prefixOf(key), scopes, expiresAt };
    await recordAudit(tx, ctx, { action: "api_key.created", subjectId: id, detail });
    return { id, key, name };
  });
}
