import { z } from "zod";
import { type ConnectionRow, findConnection } from "@/db/queries/connections";
import { findLink, type LinkRow } from "@/db/queries/links";
import { lockSignupsOf } from "@/db/queries/signups";
import type { Db } from "@/db/types";
import type { Context, Member } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { Id } from "@/lib/ids";
import { connectionToRenew } from "@/lib/links/connection-to-renew";
import { LIVE_LINK_STATES } from "@/lib/links/states";
import { NumberId } from "@/lib/numbers/number-id";
import { requireReadyNumber } from "@/lib/numbers/require-ready-number";
import { getTenant } from "@/lib/tenants/get-tenant";
import { addSignup, numberOfLink, refuseTooMany } from "./add-signup";
import { launchOptions } from "./launch-options";
import type { CreatedSignup } from "./view";

export const CreateSignup = z.strictObject({
  linkId: Id.nullish().transform((id) => id ?? undefined),
  numberId: NumberId.nullish().transform((id) => id ?? undefined),
  /** The connection to renew: only its number will do. */
  reconnectId: Id.optional(),
});

/** How long a prepared launch may wait for its click before the page must prepare another. */
export const LAUNCH_LIFETIME_MS = 10 * 60_000;

/**
 * Prepares one launch for the signed-in tenant: checks the chosen Bird number afresh and makes the options of
 * `FB.login`. Throws invalid_input (number not ready, or not the link's), not_found (connection to renew), not_configured, gone (link over), too_many_requests.
 */
export async function createSignup(
  ctx: Context<Member>,
  input: z.infer<typeof CreateSignup>,
): Promise<CreatedSignup> {
  const { tenantId, userId } = ctx.actor;
  const settings = ctx.env.meta.settings;
  if (!settings) {
    throw new AppError(
      "not_configured",
      `Connecting is switched off: ${ctx.env.meta.missing.join(", ")} is not set.`,
    );
  }
  const now = ctx.now();
  await refuseTooMany(ctx.db, tenantId, now);
  await getTenant(ctx, tenantId);
  const linkId = input.linkId ?? ctx.actor.linkId;
  const renewed = input.reconnectId
    ? await ownConnection(ctx, input.reconnectId)
    : await connectionToRenew(ctx, linkId);
  const numberId = renewed ? input.numberId : await numberOfLink(ctx, linkId, input.numberId);
  const number = numberId ? await requireReadyNumber(ctx, numberId) : undefined;
  const launch = launchOptions(settings, number?.whatsAppId);
  const signup = await ctx.db.transaction(async (tx) => {
    await lockSignupsOf(tx, tenantId);
    await refuseTooMany(tx, tenantId, now);
    const link = linkId ? await usableLink(tx, ctx, linkId) : undefined;
    return addSignup(tx, ctx, {
      link,
      renewed,
      values: {
        startedBy: userId,
        numberId: number?.id,
        preVerifiedId: number?.whatsAppId,
        phoneNumber: number?.phoneNumber,
      },
    });
  });
  return {
    id: signup.id,
    launch,
    expiresAt: new Date(now.getTime() + LAUNCH_LIFETIME_MS).toISOString(),
  };
}

async function ownConnection(ctx: Context<Member>, connectionId: string): Promise<ConnectionRow> {
  const row = await findConnection(ctx.db, { tenantId: ctx.actor.tenantId, connectionId });
  if (!row) throw notFound("connection");
  return row;
}

/**
 * The link that this launch comes by. It must be live; only the link of the session itself may be completed, for
 * who has just connected one number may come back for more. Throws gone.
 */
async function usableLink(tx: Db, ctx: Context<Member>, linkId: string): Promise<LinkRow> {
  const now = ctx.now();
  const link = await findLink(tx, { tenantId: ctx.actor.tenantId, linkId });
  const isLive =
    link && link.expiresAt > now && LIVE_LINK_STATES.some((state) => state === link.state);
  const isOwnAndDone = link?.state === "completed" && link.id === ctx.actor.linkId;
  if (!link || !(isLive || isOwnAndDone)) {
    throw new AppError("gone", "This link is no longer valid. Ask for a new one.", {
      reason: "link_over",
    });
  }
  return link;
}
