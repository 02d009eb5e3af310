import { and, asc, desc, eq, gt, inArray, isNull, lt, lte, or, sql } from "drizzle-orm";
import { connections, numberPurchases, tenants } from "../schema";
import type { Db } from "../types";
import { type Keyset, keysetOf, type Page, toPage } from "./keyset";

export type PurchaseRow = typeof numberPurchases.$inferSelect;
export type PurchaseKey = { tenantId: string; purchaseId: string };
export type PurchaseTurn = PurchaseKey & { leaseUntil: Date };

const ofTenant = ({ tenantId, purchaseId }: PurchaseKey) =>
  and(eq(numberPurchases.id, purchaseId), eq(numberPurchases.tenantId, tenantId));
const ofTurn = (turn: PurchaseTurn) =>
  and(
    ofTenant(turn),
    eq(numberPurchases.state, "buying"),
    eq(numberPurchases.leaseUntil, turn.leaseUntil),
  );

/** Notes a purchase before anything is asked; undefined when the number is being bought or was bought already. */
export async function insertPurchase(
  tx: Db,
  row: typeof numberPurchases.$inferInsert,
): Promise<PurchaseRow | undefined> {
  const [inserted] = await tx.insert(numberPurchases).values(row).onConflictDoNothing().returning();
  return inserted;
}

export async function findPurchase(db: Db, key: PurchaseKey): Promise<PurchaseRow | undefined> {
  const [row] = await db.select().from(numberPurchases).where(ofTenant(key));
  return row;
}

/** For operators, over all tenants: the purchase that holds a number. */
export async function findLivePurchase(
  db: Db,
  phoneNumber: string,
): Promise<PurchaseRow | undefined> {
  const [row] = await db
    .select()
    .from(numberPurchases)
    .where(
      and(
        eq(numberPurchases.phoneNumber, phoneNumber),
        inArray(numberPurchases.state, ["buying", "bought"]),
      ),
    );
  return row;
}

/** Takes the right to go on with a purchase, unless it has ended or somebody alive has it. */
export async function claimPurchase(
  db: Db,
  turn: PurchaseTurn & { now: Date },
): Promise<PurchaseRow | undefined> {
  const [row] = await db
    .update(numberPurchases)
    .set({ leaseUntil: turn.leaseUntil })
    .where(
      and(
        ofTenant(turn),
        eq(numberPurchases.state, "buying"),
        or(isNull(numberPurchases.leaseUntil), lt(numberPurchases.leaseUntil, turn.now)),
      ),
    )
    .returning();
  return row;
}

type PurchaseChange = Partial<
  Pick<PurchaseRow, "state" | "numberId" | "failureDetail" | "leaseUntil" | "updatedAt">
>;

/** Changes a purchase while the right to it is still held; undefined when it is not. */
export async function updatePurchase(
  tx: Db,
  turn: PurchaseTurn,
  change: PurchaseChange,
): Promise<PurchaseRow | undefined> {
  const [row] = await tx.update(numberPurchases).set(change).where(ofTurn(turn)).returning();
  return row;
}

/** For the sweep, over all tenants: purchases that nobody goes on with, longest untouched first. */
export async function listDroppedPurchases(
  db: Db,
  now: Date,
  limit: number,
): Promise<PurchaseKey[]> {
  const rows = await db
    .select({ tenantId: numberPurchases.tenantId, purchaseId: numberPurchases.id })
    .from(numberPurchases)
    .where(
      and(
        eq(numberPurchases.state, "buying"),
        or(isNull(numberPurchases.leaseUntil), lt(numberPurchases.leaseUntil, now)),
      ),
    )
    .orderBy(asc(numberPurchases.updatedAt))
    .limit(limit);
  return rows;
}

type Look = { now: Date; nextLookAt: Date; limit: number };

/** For the sweep, over all tenants: takes bought numbers that it is time to look after, and says when the next look is due. */
export function takeBoughtPurchases(
  db: Db,
  { now, nextLookAt, limit }: Look,
): Promise<PurchaseKey[]> {
  const due = db
    .select({ id: numberPurchases.id })
    .from(numberPurchases)
    .where(
      and(
        eq(numberPurchases.state, "bought"),
        or(isNull(numberPurchases.leaseUntil), lt(numberPurchases.leaseUntil, now)),
      ),
    )
    .orderBy(asc(numberPurchases.leaseUntil))
    .limit(limit)
    .for("update", { skipLocked: true });
  return db
    .update(numberPurchases)
    .set({ leaseUntil: nextLookAt })
    .where(inArray(numberPurchases.id, due))
    .returning({ tenantId: numberPurchases.tenantId, purchaseId: numberPurchases.id });
}

/** Ends a purchase whose number Bird has no more; undefined when it is not the bought one any longer. */
export async function cancelPurchase(
  tx: Db,
  { numberId, now, ...key }: PurchaseKey & { numberId: string; now: Date },
): Promise<PurchaseRow | undefined> {
  const { state, numberId: held } = numberPurchases;
  const [row] = await tx
    .update(numberPurchases)
    .set({ state: "cancelled", leaseUntil: null, updatedAt: now })
    .where(and(ofTenant(key), eq(state, "bought"), eq(held, numberId)))
    .returning();
  return row;
}

/** For operators: the newest purchases of all tenants, or of one. */
export function listRecentPurchases(
  db: Db,
  { tenantId, limit }: { tenantId?: string | undefined; limit: number },
) {
  return db
    .select({ purchase: numberPurchases, tenantName: tenants.name })
    .from(numberPurchases)
    .innerJoin(tenants, eq(tenants.id, numberPurchases.tenantId))
    .where(tenantId ? eq(numberPurchases.tenantId, tenantId) : undefined)
    .orderBy(desc(numberPurchases.id))
    .limit(limit);
}

/** One page of a tenant's purchases, newest first. */
export async function listPurchasesOfTenant(
  db: Db,
  tenantId: string,
  keyset: Keyset,
): Promise<Page<PurchaseRow>> {
  const page = keysetOf(numberPurchases.id, keyset);
  const rows = await db
    .select()
    .from(numberPurchases)
    .where(and(eq(numberPurchases.tenantId, tenantId), page.where))
    .orderBy(page.orderBy)
    .limit(page.limit);
  return toPage(rows, keyset, ({ id }) => id);
}

/** For operators: the connections of some tenants that use some numbers (E.164), newest first. */
export async function listConnectionsByNumber(
  db: Db,
  { tenantIds, phoneNumbers }: { tenantIds: string[]; phoneNumbers: string[] },
) {
  if (tenantIds.length === 0 || phoneNumbers.length === 0) return [];
  const { id, tenantId, phoneNumber, state } = connections;
  return db
    .select({ id, tenantId, phoneNumber, state })
    .from(connections)
    .where(
      and(
        inArray(phoneNumber, phoneNumbers),
        inArray(tenantId, tenantIds),
        inArray(state, ["pending", "provisioning", "action_required", "connected"]),
      ),
    )
    .orderBy(desc(id));
}

type Follow = {
  now: Date;
  since: Date;
  limit: number;
  pauseMs: { min: number; perAge: number };
};

/** For the sweep, over all tenants: bought numbers whose verification is to be looked for now, each given to one caller. */
export function claimUnverified(
  db: Db,
  { now, since, limit, pauseMs: { min, perAge } }: Follow,
): Promise<PurchaseRow[]> {
  const due = db.$with("due").as(
    db
      .select({ dueId: sql<string>`${numberPurchases.id}`.as("due_id") })
      .from(numberPurchases)
      .where(
        and(
          eq(numberPurchases.state, "bought"),
          isNull(numberPurchases.verifiedAt),
          gt(numberPurchases.createdAt, since),
          or(isNull(numberPurchases.verifyDueAt), lte(numberPurchases.verifyDueAt, now)),
        ),
      )
      .orderBy(sql`${numberPurchases.verifyDueAt} asc nulls first`)
      .limit(limit)
      .for("update", { skipLocked: true }),
  );
  const at = sql`${now.toISOString()}::timestamptz`;
  const verifyDueAt = sql`${at} + greatest(
    make_interval(secs => ${min / 1_000}::float8), (${at} - ${numberPurchases.createdAt}) * ${perAge}::float8)`;
  return db
    .with(due)
    .update(numberPurchases)
    .set({ verifyDueAt })
    .where(sql`${numberPurchases.id} in (select due_id from ${due})`)
    .returning();
}

/** Notes that a bought number is verified, the first time that it is seen. */
export async function markVerified(db: Db, key: PurchaseKey, now: Date): Promise<void> {
  await db
    .update(numberPurchases)
    .set({ verifiedAt: now, verifyDueAt: null })
    .where(and(ofTenant(key), isNull(numberPurchases.verifiedAt)));
}
