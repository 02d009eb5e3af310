import { type Holder, listHolders, wasOfOthers } from "@/db/queries/connections";
import { hasRival } from "@/db/queries/rival-signups";
import { listDueShares, moveShare, postponeShare, type ShareRow } from "@/db/queries/shares";
import {
  hasUnsettled,
  listWaitingSignups,
  WAITING_MAX,
  type WaitingSignup,
} from "@/db/queries/waiting-signups";
import type { Context } from "@/lib/context";
import { log } from "@/lib/log";
import { MetaError } from "@/lib/meta/errors";
import { matchSignup, type SharedAccount } from "./match-signup";
import { readAccount } from "./read-account";
import { tieShare } from "./tie-share";
import { timesOf } from "./times-of";
import { waitingOfHolders } from "./waiting-of-holders";

const BATCH_MAX = 50;
const WAITING_BEFORE_MS = 24 * 3_600_000;
const AGAIN_MS = 15_000;
/** Clocks differ: a launch may seem to begin a little after what it led to. */
const SKEW_MS = 60_000;
/** Meta's answers may fail this long before an operator is asked. */
const PATIENCE_MS = 10 * 60_000;

/** Looks into the accounts that were shared with us while nothing here ended: whose they are, if that is certain. */
export async function resolveShares(ctx: Context): Promise<void> {
  for (const share of await listDueShares(ctx.db, ctx.now(), BATCH_MAX)) {
    await resolve(ctx, share).catch((error: unknown) => {
      log().error({ err: error, shareId: share.id, party: "perch" }, "a sharing was not resolved");
      return postponeShare(ctx.db, share.id, new Date(ctx.now().getTime() + AGAIN_MS));
    });
  }
}

async function resolve(ctx: Context, share: ShareRow): Promise<void> {
  const now = ctx.now();
  const holders = await listHolders(ctx.db, [share.wabaId]);
  const { waiting, isWhole } = await listCandidates(ctx, share, holders);
  const [holder] = holders;
  if (holder && waiting.length === 0) {
    const { id: connectionId, tenantId } = holder;
    await moveShare(ctx.db, share, { state: "known", connectionId, tenantId, updatedAt: now });
    return;
  }
  const later = () => postponeShare(ctx.db, share.id, new Date(now.getTime() + AGAIN_MS));
  const isYoung = now.getTime() - share.createdAt.getTime() < PATIENCE_MS;
  // A signup that is being looked into may turn out to be the one.
  if (isYoung && (await hasUnsettled(ctx.db, new Date(now.getTime() - 60_000)))) return later();
  // Whoever does not fit into the list may be the one.
  if (waiting.length === 0 || !isWhole) return offer(ctx, share);
  const account = await readAccount(ctx, share).catch((error: unknown) => {
    if (error instanceof MetaError) return error;
    throw error;
  });
  if (account instanceof MetaError && account.isTemporary && isYoung) return later();
  if (!account || account instanceof MetaError) return offer(ctx, share);
  const match = await findOwner(ctx, waiting, { ...account, ...timesOf(share, now) });
  // A launch of a tenant that holds it may still end by itself, or bring its claims.
  if (!match && holder && isYoung) return later();
  if (!match || (await wasOfOthers(ctx.db, share.wabaId, match.signup.tenantId)))
    return offer(ctx, share);
  await tieShare(ctx, share, { ...match, token: account.token });
}

/** The waiting signup that it belongs to, while no other tenant claims it or had a launch that could have shared it. */
async function findOwner(ctx: Context, waiting: WaitingSignup[], account: SharedAccount) {
  const match = matchSignup(waiting, account);
  if (!match) return undefined;
  const { wabaId, numbers, sharedAt, rivalBeforeMs } = account;
  const after = (ms: number) => new Date(sharedAt.getTime() + ms);
  const isContested = await hasRival(ctx.db, {
    wabaId,
    phoneNumbers: numbers.map(({ phoneNumber }) => phoneNumber),
    tenantId: match.signup.tenantId,
    from: after(-rivalBeforeMs),
    to: after(SKEW_MS),
    namedSince: after(-WAITING_BEFORE_MS),
  });
  return isContested ? undefined : match;
}

/** Who may have shared it: any tenant, but only those that hold the account once somebody does. */
async function listCandidates(ctx: Context, share: ShareRow, holders: Holder[]) {
  const now = ctx.now();
  const from = new Date(share.sharedAt.getTime() - WAITING_BEFORE_MS);
  const isHeld = holders.length > 0;
  const tenantIds = isHeld ? holders.map(({ tenantId }) => tenantId) : undefined;
  const listed = await listWaitingSignups(ctx.db, { from, to: now, tenantIds });
  const sharing = { wabaId: share.wabaId, ...timesOf(share, now) };
  const waiting = isHeld ? waitingOfHolders(listed, holders, sharing) : listed;
  return { waiting, isWhole: listed.length < WAITING_MAX };
}

async function offer(ctx: Context, share: ShareRow): Promise<void> {
  const isMoved = await moveShare(ctx.db, share, { state: "offered", updatedAt: ctx.now() });
  if (!isMoved) return;
  log().warn(
    { shareId: share.id, wabaId: share.wabaId, party: "isv" },
    "an account was shared with us and nobody here can be certain whose it is",
  );
}
