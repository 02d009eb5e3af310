import { countHolders } from "@/db/queries/connections";
import type { DisconnectProof } from "@/db/schema/connections";
import type { Context } from "@/lib/context";
import { MetaError } from "@/lib/meta/errors";
import { unsubscribeApp } from "@/lib/meta/unsubscribe-app";
import { keepLease } from "./keep-lease";
import type { Pass } from "./pass";
import { subscribeHolders } from "./subscribe-holders";

/**
 * Takes our app off a connection's account. The subscription is the account's: it stays while another number of it
 * stays connected here. Of numbers that end together each may take it off: twice does no harm, never does. Who has come
 * meanwhile subscribes it anew. Throws MetaError while another try may help, VaultError, LeaseLostError.
 */
export async function leaveAccount(
  ctx: Context,
  pass: Pass,
): Promise<NonNullable<DisconnectProof["subscription"]>> {
  const { id, tenantId, sealedToken, wabaId, disconnectProof } = pass.connection;
  if (disconnectProof?.isLeaving) await subscribeHolders(ctx, wabaId);
  if (!ctx.meta || !sealedToken) return "unreachable";
  if ((await countHolders(ctx.db, { wabaId, except: id })) > 0) return "shared";
  const token = await ctx.vault.open(sealedToken, { tenantId, rowId: id });
  await keepLease(ctx, pass);
  try {
    await unsubscribeApp(ctx.meta, token, wabaId);
    return "deleted";
  } catch (error) {
    if (error instanceof MetaError && !error.isTemporary) return "unreachable";
    throw error;
  } finally {
    // A number that was bound since the count, this one included, may have subscribed before Meta did this.
    await subscribeHolders(ctx, wabaId);
  }
}
