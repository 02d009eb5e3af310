import { and, eq, isNull, lt, or } from "drizzle-orm";
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
 * Takes a key for one request: when nobody has it, when what it stood for is older than `keptSince`, or when whoever
 * had it for the same request is dead. False otherwise.
 */
export async function claimIdempotencyKey(
  db: Db,
  { now, keptSince, ...turn }: Turn & { requestHash: string; now: Date; keptSince: Date },
): Promise<boolean> {
  const { requestHash, leaseUntil } = turn;
  const isAbandoned = and(
    isNull(idempotencyKeys.status),
    lt(idempotencyKeys.leaseUntil, now),
    eq(idempotencyKeys.requestHash, requestHash),
  );
  const rows = await db
    .insert(idempotencyKeys)
    .values({ ...turn, createdAt: now })
    .onConflictDoUpdate({
      target: [idempotencyKeys.apiKeyId, idempotencyKeys.key],
      set: { requestHash, leaseUntil, status: null, sealedBody: null, createdAt: now },
      setWhere: or(lt(idempotencyKeys.createdAt, keptSince), isAbandoned),
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
