import { and, asc, desc, eq, inArray, lte } from "drizzle-orm";
import { SHARE_TRANSITIONS, type ShareState } from "@/lib/shares/states";
import { shareScans, shares } from "../schema";
import type { Db } from "../types";
import type { SignupKey } from "./signups";

export type ShareRow = typeof shares.$inferSelect;

/** Keeps that an account was shared with us; false when this very sharing was kept already. */
export async function insertShare(tx: Db, row: typeof shares.$inferInsert): Promise<boolean> {
  const inserted = await tx
    .insert(shares)
    .values(row)
    .onConflictDoNothing({ target: [shares.wabaId, shares.sharedAt] })
    .returning({ id: shares.id });
  return inserted.length > 0;
}

export async function findShare(db: Db, shareId: string): Promise<ShareRow | undefined> {
  const [row] = await db.select().from(shares).where(eq(shares.id, shareId));
  return row;
}

/** What is to be looked into now, oldest first. */
export function listDueShares(db: Db, now: Date, limit: number): Promise<ShareRow[]> {
  return db
    .select()
    .from(shares)
    .where(and(eq(shares.state, "found"), lte(shares.dueAt, now)))
    .orderBy(asc(shares.dueAt))
    .limit(limit);
}

/** What waits for an operator, newest first. */
export function listOfferedShares(db: Db, limit: number): Promise<ShareRow[]> {
  return db
    .select()
    .from(shares)
    .where(eq(shares.state, "offered"))
    .orderBy(desc(shares.sharedAt))
    .limit(limit);
}

/** The accounts of a list that some sharing has told of, with all states these are in. */
export async function listSharesOf(
  db: Db,
  wabaIds: string[],
): Promise<Pick<ShareRow, "wabaId" | "state">[]> {
  if (wabaIds.length === 0) return [];
  return db
    .selectDistinct({ wabaId: shares.wabaId, state: shares.state })
    .from(shares)
    .where(inArray(shares.wabaId, wabaIds));
}

/** Whether Meta was ever asked for all accounts; what it listed then is no news. */
export async function hasScanned(db: Db): Promise<boolean> {
  return (await db.$count(shareScans)) > 0;
}

/** Notes that Meta was asked for all accounts, whatever it listed. */
export async function insertScan(db: Db, now: Date): Promise<void> {
  await db.insert(shareScans).values({ createdAt: now });
}

/** Puts off looking into a sharing. */
export async function postponeShare(db: Db, shareId: string, dueAt: Date): Promise<void> {
  await db
    .update(shares)
    .set({ dueAt })
    .where(and(eq(shares.id, shareId), eq(shares.state, "found")));
}

/** Offers the sharing that a signup was given to again, for it came to nothing there. */
export async function offerShareAgain(
  tx: Db,
  { tenantId, signupId }: SignupKey,
  now: Date,
): Promise<void> {
  await tx
    .update(shares)
    .set({ state: "offered", tenantId: null, signupId: null, updatedAt: now })
    .where(
      and(eq(shares.signupId, signupId), eq(shares.tenantId, tenantId), eq(shares.state, "tied")),
    );
}

type ShareEnd = Partial<Pick<ShareRow, "tenantId" | "signupId" | "connectionId" | "updatedAt">>;

/** Moves a sharing; false when it has left that state already. */
export async function moveShare(
  db: Db,
  share: Pick<ShareRow, "id" | "state">,
  change: ShareEnd & { state: ShareState },
): Promise<boolean> {
  if (!(SHARE_TRANSITIONS[share.state] as readonly ShareState[]).includes(change.state))
    throw new Error(`A sharing does not move from ${share.state} to ${change.state}.`);
  const moved = await db
    .update(shares)
    .set({ ...change, dueAt: null })
    .where(and(eq(shares.id, share.id), eq(shares.state, share.state)))
    .returning({ id: shares.id });
  return moved.length > 0;
}
