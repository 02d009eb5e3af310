import type { ConnectionRow } from "@/db/queries/connections";
import type { Context } from "@/lib/context";
import { MetaError } from "@/lib/meta/errors";
import { getWaba } from "@/lib/meta/get-waba";

/** `unclear`: Meta refused for another reason than access, which proves nothing. */
export type Access = "reached" | "lost" | "unclear" | "unavailable";

/** Whether the connection's token still reaches its account, found out by using it. Throws VaultError. */
export async function checkAccess(ctx: Context, connection: ConnectionRow): Promise<Access> {
  const { id: rowId, tenantId, sealedToken, wabaId } = connection;
  if (!sealedToken) return "lost";
  if (!ctx.meta) return "unavailable";
  const token = await ctx.vault.open(sealedToken, { tenantId, rowId });
  try {
    await getWaba(ctx.meta, token, wabaId);
    return "reached";
  } catch (error) {
    if (!(error instanceof MetaError)) throw error;
    if (error.isDeadToken || error.isNotVisible) return "lost";
    return error.isTemporary ? "unavailable" : "unclear";
  }
}
