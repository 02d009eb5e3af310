import { z } from "zod";
import { lockConnection } from "@/db/queries/connections";
import { recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import type { ApiKey, Context } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { Id } from "@/lib/ids";
import { fingerprint } from "@/lib/vault/digest";
import { mayExportTokens } from "./token-export-setting";

export const ExportToken = z.strictObject({ tenantId: Id, connectionId: Id });

export type ExportedToken = {
  connectionId: string;
  wabaId: string;
  phoneNumberId: string | undefined;
  /** Meta's business token, in the clear. */
  token: string;
  expiresAt: string | undefined;
  fingerprint: string;
};

/**
 * Hands one connection's token to a key of the ISV, on record, while an owner has allowed that. Only keys with the
 * scope `tokens:export`, never people. Throws forbidden, not_found, gone (the token was wiped, or is about to be).
 */
export async function exportToken(
  ctx: Context<ApiKey>,
  { tenantId, connectionId }: z.infer<typeof ExportToken>,
): Promise<ExportedToken> {
  requireRole(ctx, "owner", "tokens:export");
  if (ctx.actor.kind !== "api_key")
    throw new AppError("forbidden", "A token is handed to an API key only.");
  return ctx.db.transaction(async (tx) => {
    if (!(await mayExportTokens(tx)))
      throw new AppError("forbidden", OFF, { reason: "export_off" });
    const connection = await lockConnection(tx, { tenantId, connectionId });
    if (!connection) throw notFound("connection");
    const { sealedToken, disconnectRequestedAt, state } = connection;
    if (!sealedToken || disconnectRequestedAt || state === "disconnected")
      throw new AppError("gone", "This connection has no token any more.", { reason: "no_token" });
    const token = await ctx.vault.open(sealedToken, { tenantId, rowId: connectionId });
    const print = fingerprint(token);
    await recordAudit(tx, ctx, {
      action: "connection.token_exported",
      tenantId,
      subjectId: connectionId,
      detail: { fingerprint: print },
    });
    return {
      connectionId,
      wabaId: connection.wabaId,
      phoneNumberId: connection.phoneNumberId ?? undefined,
      token,
      expiresAt: connection.tokenExpiresAt?.toISOString(),
      fingerprint: print,
    };
  });
}

const OFF = "Taking tokens out is switched off. An owner can allow it under Settings.";
