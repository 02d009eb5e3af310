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
import { announceJourney } from "@/lib/links/announce-journey";
import { log } from "@/lib/log";
import { followPurchases } from "@/lib/numbers/follow-purchases";
import { settlePurchases } from "@/lib/numbers/settle-purchases";
import { rehookWorkspaces } from "@/lib/tenants/rehook-workspaces";

const BATCH_MAX = 200;
/** Long enough for a replay after any trouble; the audit log keeps what became of it. */
const EVENTS_KEPT_MS = 90 * 86_400_000;

/**
 * Ends everything whose time is over, and gives a job to connections that nobody moves and to hooks that lead
 * elsewhere, settles open purchases and looks whether bought numbers are verified. Each part is guarded, so any number
 * of processes may run it at once; one that fails holds up none after it. Throws an AggregateError of those that did.
 */
export async function sweep(ctx: Context): Promise<void> {
  const errors: unknown[] = [];
  for (const [part, run] of Object.entries(PARTS))
    await run(ctx).catch((error: unknown) => {
      log().error({ err: error, part, party: "perch" }, "a part of the sweep has failed");
      errors.push(error);
    });
  if (errors.length > 0) throw new AggregateError(errors, "Not all of the sweep could be done.");
}

const keptSince = ({ now }: Context) => new Date(now().getTime() - EVENTS_KEPT_MS);

const PARTS: Record<string, (ctx: Context) => Promise<void>> = {
  signups: async ({ db, now }) => {
    if ((await expireSignups(db, now())) > 0) await announceJourney(db);
  },
  links: expireAllLinks,
  sign_ins: ({ db, now }) => purgeExpired(db, now()),
  idempotency_keys: ({ db, now }) =>
    purgeIdempotencyKeys(db, new Date(now().getTime() - IDEMPOTENCY_KEPT_MS)),
  webhook_events: (ctx) => purgeWebhookEvents(ctx.db, keptSince(ctx)),
  webhook_refusals: (ctx) => purgeWebhookRefusals(ctx.db, keptSince(ctx)),
  signup_events: (ctx) => purgeSignupEvents(ctx.db, keptSince(ctx)),
  previous_secrets: ({ db, now }) => forgetPreviousSecrets(db, now()),
  old_events: ({ db, now }) => purgeOldEvents(db, now()),
  tallies: ({ db }) => compactTallies(db),
  dropped_connections: advanceDropped,
  hooks: rehookWorkspaces,
  purchases: settlePurchases,
  bought_numbers: followPurchases,
};

/** In batches: many links end together when they were made together, and a statement may take only so long. */
async function expireAllLinks({ db, now }: Context): Promise<void> {
  const batch = { now: now(), limit: BATCH_MAX };
  for (let ended = BATCH_MAX; ended === BATCH_MAX; ) {
    ended = await expireLinks(db, batch);
    if (ended > 0) await announceJourney(db);
  }
}

async function advanceDropped(ctx: Context): Promise<void> {
  const dropped = await listDropped(ctx.db, ctx.now(), BATCH_MAX);
  const unresumed = await listUnresumed(ctx.db, ctx.now(), BATCH_MAX);
  for (const key of [...dropped, ...unresumed])
    await ctx.db.transaction((tx) => putAdvance(ctx, tx, key));
}
