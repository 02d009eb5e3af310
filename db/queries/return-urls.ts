import { eq, sql } from "drizzle-orm";
import { settings } from "../schema";
import type { Db } from "../types";

const KEY = "return_urls";

/** What operators have set about return addresses, unparsed. */
export async function findReturnUrls(db: Db): Promise<unknown> {
  const [row] = await db
    .select({ value: settings.value })
    .from(settings)
    .where(eq(settings.key, KEY));
  return row?.value;
}

export async function putReturnUrls(tx: Db, origins: string[], now: Date): Promise<void> {
  await tx
    .insert(settings)
    .values({ key: KEY, value: { origins }, updatedAt: now })
    .onConflictDoUpdate({
      target: settings.key,
      set: { value: { origins }, updatedAt: now, version: sql`${settings.version} + 1` },
    });
}
