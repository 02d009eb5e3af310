import { and, desc, eq, gt, inArray, isNotNull, isNull, lt, lte, or, sql } from "drizzle-orm";
import { apiKeys, users } from "../schema";
import type { Db } from "../types";

export type ApiKeyRow = typeof apiKeys.$inferSelect;

export async function findApiKeyByHash(db: Db, keyHash: string): Promise<ApiKeyRow | undefined> {
  const [row] = await db.select().from(apiKeys).where(eq(apiKeys.keyHash, keyHash));
  return row;
}

const isLive = (now: Date) =>
  and(isNull(apiKeys.revokedAt), or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now)));

/** Makes everybody who adds a key come one after the other until the transaction ends. */
export async function lockApiKeys(tx: Db): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('api_keys', 0))`);
}

export function countLiveApiKeys(db: Db, now: Date): Promise<number> {
  return db.$count(apiKeys, isLive(now));
}

/** Whether another key has been made to take over from this one, whatever became of it. */
export async function hasSuccessor(tx: Db, keyId: string): Promise<boolean> {
  return (await tx.$count(apiKeys, eq(apiKeys.replacesId, keyId))) > 0;
}

/** A key, held until the transaction ends. */
export async function lockApiKey(tx: Db, keyId: string): Promise<ApiKeyRow | undefined> {
  const [row] = await tx.select().from(apiKeys).where(eq(apiKeys.id, keyId)).for("update");
  return row;
}

export async function insertApiKey(tx: Db, row: typeof apiKeys.$inferInsert): Promise<ApiKeyRow> {
  const [inserted] = await tx.insert(apiKeys).values(row).returning();
  if (!inserted) throw new Error("insert returned no row");
  return inserted;
}

/** Notes a use, unless one as late was noted before. */
export async function noteApiKeyUse(
  db: Db,
  { keyId, now, before }: { keyId: string; now: Date; before: Date },
): Promise<void> {
  await db
    .update(apiKeys)
    .set({ lastUsedAt: now })
    .where(
      and(eq(apiKeys.id, keyId), or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, before))),
    );
}

/** Revokes a key; false when it was revoked before. */
export async function revokeApiKeyRow(tx: Db, keyId: string, now: Date): Promise<boolean> {
  const rows = await tx
    .update(apiKeys)
    .set({ revokedAt: now })
    .where(and(eq(apiKeys.id, keyId), isNull(apiKeys.revokedAt)))
    .returning({ id: apiKeys.id });
  return rows.length > 0;
}

/** Gives a key an end; an earlier one stays. */
export async function endApiKeyAt(tx: Db, keyId: string, expiresAt: Date): Promise<void> {
  await tx
    .update(apiKeys)
    .set({ expiresAt })
    .where(
      and(eq(apiKeys.id, keyId), or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, expiresAt))),
    );
}

export type ListedApiKey = Omit<ApiKeyRow, "keyHash"> & { makerName: string | null };

/** Every live key, newest first, then the newest of those that have ended, with who made them. */
export async function listApiKeyRows(
  db: Db,
  { now, endedMax }: { now: Date; endedMax: number },
): Promise<ListedApiKey[]> {
  const select = () =>
    db
      .select({ key: apiKeys, name: users.name, email: users.email })
      .from(apiKeys)
      .leftJoin(users, eq(users.id, apiKeys.createdBy))
      .orderBy(desc(apiKeys.id));
  const live = await select().where(isLive(now));
  const hasEnded = or(isNotNull(apiKeys.revokedAt), lte(apiKeys.expiresAt, now));
  const rows = [...live, ...(await select().where(hasEnded).limit(endedMax))];
  return rows.map(({ key: { keyHash: _, ...key }, name, email }) => ({
    ...key,
    makerName: name ?? email,
  }));
}

/** What keys are called, by id. */
export async function namesOfApiKeys(db: Db, keyIds: string[]): Promise<Map<string, string>> {
  if (keyIds.length === 0) return new Map();
  const rows = await db
    .select({ id: apiKeys.id, name: apiKeys.name })
    .from(apiKeys)
    .where(inArray(apiKeys.id, keyIds));
  return new Map(rows.map(({ id, name }) => [id, name]));
}
