import { type Holder, listHolders } from "@/db/queries/connections";
import { insertShare } from "@/db/queries/shares";
import { listWaitingSignups } from "@/db/queries/waiting-signups";
import { matchOf } from "@/lib/connections/note-account-event";
import type { Context } from "@/lib/context";
import { timesOf } from "@/lib/shares/times-of";
import { waitingOfHolders } from "@/lib/shares/waiting-of-holders";
import { type Outcome, processed } from "./outcome";

/** A signup tells of its end itself, as a rule; what Meta tells is looked into when it had its time to do so. */
const DUE_AFTER_MS = 10_000;
/** What is held works, as a rule, and a popup may stay open on its last screen. */
const HELD_DUE_AFTER_MS = 120_000;

type ShareNews = { wabaId: string; ownerBusinessId: string; sharedAt: Date };

/**
 * Meta says that an account was shared, with our app or another's: kept to be looked into, unless connections have it
 * and no signup of their tenants waits for ours.
 */
export async function noteShare(
  ctx: Context,
  news: ShareNews,
  { isOurs }: { isOurs: boolean },
): Promise<Outcome> {
  const holders = await listHolders(ctx.db, [news.wabaId]);
  const isHeld = holders.length > 0;
  if (isHeld && !(isOurs && (await isAwaited(ctx, news, holders))))
    return processed("known", matchOf(holders));
  const dueAt = new Date(ctx.now().getTime() + (isHeld ? HELD_DUE_AFTER_MS : DUE_AFTER_MS));
  return ctx.db.transaction(async (tx) => {
    const isNew = await insertShare(tx, { ...news, source: "webhook", state: "found", dueAt });
    if (!isNew) return processed("kept already");
    // A job so far off would keep others of its key back; the schedule is in time for it.
    if (!isHeld)
      await ctx.jobs.put(tx, { queue: "resolve_shares", key: "due", data: {}, startAfter: dueAt });
    return processed("share found");
  });
}

async function isAwaited(
  ctx: Context,
  { wabaId, sharedAt }: ShareNews,
  holders: Holder[],
): Promise<boolean> {
  const now = ctx.now();
  const times = timesOf({ source: "webhook", sharedAt }, now);
  const waiting = await listWaitingSignups(ctx.db, {
    from: new Date(sharedAt.getTime() - times.rivalBeforeMs),
    to: now,
    tenantIds: holders.map(({ tenantId }) => tenantId),
  });
  return waitingOfHolders(waiting, holders, { wabaId, ...times }).length > 0;
}
