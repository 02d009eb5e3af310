import { eq, sql } from "drizzle-orm";
import { settings } from "../schema";
import type { Db } from "../types";

type Key = "return_secret" | "token_export";
type Value = Record<string, unknown>;

/** What owners have set for the whole portal, unparsed; no tenant's data. */
export async function findPortalSetting(db: Db, key: Key): Promise<Value | undefined> {
  const [row] = await db
    .select({ value: settings.value })
    .from(settings)
    .where(eq(settings.key, key));
  return row?.value;
}

export async function putPortalSetting(
  tx: Db,
  { key, value, now }: { key: Key; value: Value; now: Date },
): Promise<void> {
  await tx
    .insert(settings)
    .values({ key, value, updatedAt: now })
    .onConflictDoUpdate({
      target: settings.key,
      set: { value, updatedAt: now, version: sql`${settings.version} + 1` },
    });
}

/** Keeps a value unless there is one already; whose was kept is what a read says. */
export async function addPortalSetting(
  db: Db,
  { key, value, now }: { key: Key; value: Value; now: Date },
): Promise<boolean> {
  const rows = await db
    .insert(settings)
    .values({ key, value, updatedAt: now })
    .onConflictDoNothing()
    .returning({ key: settings.key });
  return rows.length > 0;
}
