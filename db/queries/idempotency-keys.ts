import { and, eq, isNull, lt } from "drizzle-orm";
import { idempotencyKeys } from "../schema";
import type { Db } from "../types";

export type IdempotencyRow = typeof idempotencyKeys.$inferSelect;
type Ref = { apiKeyId: string; key: string };
type Turn = Ref & { leaseUntil: Date };

const ofRef = ({ apiKeyId, key }: Ref) =>
  and(eq(idempotencyKeys.apiKeyId, apiKeyId), eq(idempotencyKeys.key, key));
const ofTurn = (turn: Turn) =>
  and(ofRef(turn), isNull(idempotencyKeys.status), eq(idempotencyKeys.leaseUntil, turn.leaseUntil));

/**
 * Takes a key for one request: when nobody has it, or when what it stood for is older than `keptSince`. False
 * otherwise, also when whoever had it is dead: nobody knows how far that one came.
 */
export async function claimIdempotencyKey(
  db: Db,
  { now, keptSince, ...turn }: Turn & { requestHash: string; now: Date; keptSince: Date },
): Promise<boolean> {
  const { requestHash, leaseUntil } = turn;
  const rows = await db
    .insert(idempotencyKeys)
    .values({ ...turn, createdAt: now })
    .onConflictDoUpdate({
      target: [idempotencyKeys.apiKeyId, idempotencyKeys.key],
      set: { requestHash, leaseUntil, status: null, sealedBody: null, createdAt: now },
      setWhere: lt(idempotencyKeys.createdAt, keptSince),
    })
    .returning({ key: idempotencyKeys.key });
  return rows.length > 0;
}

export async function findIdempotencyKey(db: Db, ref: Ref): Promise<IdempotencyRow | undefined> {
  const [row] = await db.select().from(idempotencyKeys).where(ofRef(ref));
  return row;
}

/** Keeps an answer, as long as the key is still taken by who asks. */
export async function keepAnswer(
  db: Db,
  turn: Turn,
  answer: { status: number; sealedBody: string },
): Promise<void> {
  await db.update(idempotencyKeys).set(answer).where(ofTurn(turn));
}

/** Gives a key back, so that the next request runs. */
export async function releaseIdempotencyKey(db: Db, turn: Turn): Promise<void> {
  await db.delete(idempotencyKeys).where(ofTurn(turn));
}

export async function purgeIdempotencyKeys(db: Db, before: Date): Promise<void> {
  await db.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, before));
}
