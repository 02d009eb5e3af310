import { listHolders } from "@/db/queries/connections";
import { hasScanned, insertScan, insertShare, listSharesOf } from "@/db/queries/shares";
import { listWaitingSignups } from "@/db/queries/waiting-signups";
import type { Context } from "@/lib/context";
import { log } from "@/lib/log";
import { MetaError } from "@/lib/meta/errors";
import { listSharedWabas, type SharedWaba } from "@/lib/meta/list-shared-wabas";
import { ClaimedIds } from "@/lib/signups/settle-signup";
import { resolveShares } from "./resolve-shares";
import type { ShareState } from "./states";
import { timesOf } from "./times-of";
import { waitingOfHolders } from "./waiting-of-holders";

const DAY_MS = 86_400_000;
/** Somebody looks into these, or has decided. */
const OPEN_STATES: ShareState[] = ["found", "offered", "dismissed"];

/**
 * Asks Meta which accounts are shared with us, while somebody waits: what no webhook told of is found so. The first
 * list of all is no news, and is only remembered. Needs META_SYSTEM_TOKEN and META_BUSINESS_ID.
 */
export async function scanShares(ctx: Context): Promise<void> {
  if (!ctx.meta) return;
  const now = ctx.now();
  const isFirst = !(await hasScanned(ctx.db));
  const waiting = await listWaitingSignups(ctx.db, {
    from: new Date(now.getTime() - DAY_MS),
    to: now,
  });
  if (!isFirst && waiting.length === 0) return;
  const wabas = await listSharedWabas(ctx.meta).catch((error: unknown) => {
    if (!(error instanceof MetaError)) throw error;
    log().warn(
      { err: error, detail: error.detail, party: "isv" },
      "shared accounts are not listed",
    );
    return undefined;
  });
  if (!wabas) return;
  const claimed = new Set(
    waiting.flatMap(({ eventData }) => ClaimedIds.parse(eventData ?? {}).wabaIds),
  );
  const ids = wabas.map(({ id }) => id);
  const [told, held] = await Promise.all([listSharesOf(ctx.db, ids), listHolders(ctx.db, ids)]);
  const times = timesOf({ source: "scan", sharedAt: now }, now);
  for (const waba of wabas) {
    const holders = held.filter(({ wabaId }) => wabaId === waba.id);
    const isHeld = holders.length > 0;
    const isAwaited = waitingOfHolders(waiting, holders, { wabaId: waba.id, ...times }).length > 0;
    const states = told.filter(({ wabaId }) => wabaId === waba.id).map(({ state }) => state);
    const isOpen = states.some((state) => OPEN_STATES.includes(state));
    const isHeardOf = isHeld ? isAwaited : states.length === 0 || claimed.has(waba.id);
    const isNews = !isFirst && isHeardOf;
    if (!isOpen && (isNews || (isFirst && !isHeld))) await keep(ctx, waba, isNews);
  }
  // Last, so that a first list that was kept in part is kept again.
  if (isFirst) await insertScan(ctx.db, now);
  await resolveShares(ctx);
}

async function keep(ctx: Context, waba: SharedWaba, isNews: boolean): Promise<void> {
  const now = ctx.now();
  // At most once an hour for one account, however often it is claimed.
  const sharedAt = new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000);
  if (!waba.ownerBusinessId) return;
  await insertShare(ctx.db, {
    wabaId: waba.id,
    wabaName: waba.name,
    ownerBusinessId: waba.ownerBusinessId,
    source: "scan",
    state: isNews ? "found" : "known",
    sharedAt,
    dueAt: isNews ? now : null,
  });
}
