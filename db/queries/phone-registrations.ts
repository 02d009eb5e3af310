import { and, asc, eq, gt } from "drizzle-orm";
import { phoneRegistrations } from "../schema";
import type { Db } from "../types";

/** When a number was registered since a time, oldest first. Of all tenants: Meta counts by number. */
export async function listRegistrations(
  db: Db,
  { phoneNumberId, since }: { phoneNumberId: string; since: Date },
): Promise<Date[]> {
  const rows = await db
    .select({ at: phoneRegistrations.createdAt })
    .from(phoneRegistrations)
    .where(
      and(
        eq(phoneRegistrations.phoneNumberId, phoneNumberId),
        gt(phoneRegistrations.createdAt, since),
      ),
    )
    .orderBy(asc(phoneRegistrations.createdAt));
  return rows.map(({ at }) => at);
}

export async function insertRegistration(
  db: Db,
  row: typeof phoneRegistrations.$inferInsert,
): Promise<void> {
  await db.insert(phoneRegistrations).values(row);
}
