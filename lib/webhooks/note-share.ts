import { listHoldingConnections } from "@/db/queries/connection-news";
import { insertShare } from "@/db/queries/shares";
import { matchOf } from "@/lib/connections/note-account-event";
import type { Context } from "@/lib/context";
import { type Outcome, processed } from "./outcome";

/** A signup tells of its end itself, as a rule; what Meta tells is looked into when it had its time to do so. */
const DUE_AFTER_MS = 10_000;

type ShareNews = { wabaId: string; ownerBusinessId: string; sharedAt: Date };

/** Meta says that an account was shared with us: kept to be looked into, unless a connection has it. */
export async function noteShare(ctx: Context, news: ShareNews): Promise<Outcome> {
  const found = await listHoldingConnections(ctx.db, { ...news, phoneNumbers: undefined });
  if (found.length > 0) return processed("known", matchOf(found));
  const dueAt = new Date(ctx.now().getTime() + DUE_AFTER_MS);
  return ctx.db.transaction(async (tx) => {
    const isNew = await insertShare(tx, { ...news, source: "webhook", state: "found", dueAt });
    if (!isNew) return processed("kept already");
    await ctx.jobs.put(tx, { queue: "resolve_shares", key: "due", data: {}, startAfter: dueAt });
    return processed("share found");
  });
}
