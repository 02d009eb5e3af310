import { listDropped, listUnresumed } from "@/db/queries/dropped-connections";
import { forgetPreviousSecrets } from "@/db/queries/endpoints";
import { purgeIdempotencyKeys } from "@/db/queries/idempotency-keys";
import { expireLinks } from "@/db/queries/links";
import { expireSignups, purgeSignupEvents } from "@/db/queries/signup-sweep";
import { compactTallies } from "@/db/queries/tallies";
import { purgeWebhookEvents } from "@/db/queries/webhook-events";
import { purgeWebhookRefusals } from "@/db/queries/webhook-refusals";
import { IDEMPOTENCY_KEPT_MS } from "@/lib/api/idempotency";
import { purgeExpired } from "@/lib/auth/purge-expired";
import { putAdvance } from "@/lib/connections/pass";
import type { Context } from "@/lib/context";
import { purgeOldEvents } from "@/lib/endpoints/purge-old-events";
import { followPurchases } from "@/lib/numbers/follow-purchases";
import { settlePurchases } from "@/lib/numbers/settle-purchases";
import { rehookWorkspaces } from "@/lib/tenants/rehook-workspaces";

const BATCH_MAX = 200;
/** Long enough for a replay after any trouble; the audit log keeps what became of it. */
const EVENTS_KEPT_MS = 90 * 86_400_000;

/**
 * Ends everything whose time is over, and gives a job to connections that nobody moves and to hooks that lead
 * elsewhere, settles open purchases and looks whether bought numbers are verified. Each part is guarded, so any number of processes may run it at once.
 */
export async function sweep(ctx: Context): Promise<void> {
  const now = ctx.now();
  await expireSignups(ctx.db, now);
  await expireLinks(ctx.db, now);
  await purgeExpired(ctx.db, now);
  await purgeIdempotencyKeys(ctx.db, new Date(now.getTime() - IDEMPOTENCY_KEPT_MS));
  const keptSince = new Date(now.getTime() - EVENTS_KEPT_MS);
  await purgeWebhookEvents(ctx.db, keptSince);
  await purgeWebhookRefusals(ctx.db, keptSince);
  await purgeSignupEvents(ctx.db, keptSince);
  await forgetPreviousSecrets(ctx.db, now);
  await purgeOldEvents(ctx.db, now);
  await compactTallies(ctx.db);
  const dropped = await listDropped(ctx.db, now, BATCH_MAX);
  const unresumed = await listUnresumed(ctx.db, now, BATCH_MAX);
  for (const key of [...dropped, ...unresumed])
    await ctx.db.transaction((tx) => putAdvance(ctx, tx, key));
  await rehookWorkspaces(ctx);
  await settlePurchases(ctx);
  await followPurchases(ctx);
}
