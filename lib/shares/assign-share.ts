import { z } from "zod";
import { findShare, type ShareRow } from "@/db/queries/shares";
import { findSignup, insertSignup } from "@/db/queries/signups";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Operator } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { Id, newId } from "@/lib/ids";
import { MetaError } from "@/lib/meta/errors";
import { getTenant } from "@/lib/tenants/get-tenant";
import { readAccount } from "./read-account";
import { tieShare } from "./tie-share";

export const AssignShare = z.strictObject({ shareId: Id, tenantId: Id });

/**
 * An operator says whose a shared account is: it becomes that tenant's connection, proven as any other. Throws
 * not_found, forbidden (viewers), conflict (decided already), not_configured (no META_SYSTEM_TOKEN), provider_unavailable.
 */
export async function assignShare(
  ctx: Context<Operator>,
  { shareId, tenantId }: z.infer<typeof AssignShare>,
): Promise<{ connectionId: string | undefined }> {
  requireRole(ctx, "admin");
  const share = await findShare(ctx.db, shareId);
  if (!share) throw notFound("sharing");
  if (share.state !== "offered") throw new AppError("conflict", "This has been decided already.");
  await getTenant(ctx, tenantId);
  const account = await read(ctx, share);
  const now = ctx.now();
  const signup = { id: newId(), tenantId, event: null, launchedAt: now, createdAt: now };
  const isTied = await tieShare(ctx, share, {
    signup,
    phoneNumberId: undefined,
    token: account.token,
    prepare: (tx) => insertSignup(tx, signup),
  });
  if (!isTied) throw new AppError("conflict", "This has just been decided. Reload the page.");
  const key = { tenantId, signupId: signup.id };
  const settled = await findSignup(ctx.db, key);
  if (settled?.state === "failed") {
    const reason = settled.failureCode ?? "failed";
    throw new AppError("conflict", `It did not go to this customer: ${reason}.`, { reason });
  }
  return { connectionId: settled?.connectionId ?? undefined };
}

async function read(ctx: Context, share: ShareRow) {
  const account = await readAccount(ctx, share).catch((error: unknown) => {
    if (!(error instanceof MetaError)) throw error;
    throw new AppError("provider_unavailable", "Meta did not hand out the permission. Try again.", {
      retryAfterSeconds: 10,
    });
  });
  if (account) return account;
  const message = "Set META_SYSTEM_TOKEN to fetch the permission, or send the customer a new link.";
  throw new AppError("not_configured", message);
}
