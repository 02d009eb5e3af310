import { z } from "zod";
import { lockApiKey, revokeApiKeyRow } from "@/db/queries/api-keys";
import { recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Operator } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { Id } from "@/lib/ids";

export const RevokeKey = z.strictObject({ keyId: Id });

/** Takes a key back at once and for good. Throws forbidden, not_found, conflict (revoked before). */
export async function revokeKey(
  ctx: Context<Operator>,
  { keyId }: z.infer<typeof RevokeKey>,
): Promise<{ name: string }> {
  requireRole(ctx, "admin");
  return ctx.db.transaction(async (tx) => {
    const row = await lockApiKey(tx, keyId);
    if (!row) throw notFound("API key");
    if (!(await revokeApiKeyRow(tx, keyId, ctx.now())))
      throw new AppError("conflict", "This key has been revoked already.");
    const detail = { name: row.name, prefix: row.prefix };
    await recordAudit(tx, ctx, { action: "api_key.revoked", subjectId: keyId, detail });
    return { name: row.name };
  });
}
