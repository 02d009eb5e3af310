import { eq, sql } from "drizzle-orm";
import { settings } from "@/db/schema";
import type { Db } from "@/db/types";

type Key = "checklist" | "doctor";
type Value = Record<string, unknown>;

/** What the doctor keeps: its newest report, or what operators ticked off. For operators; no tenant's data. */
export async function findDoctorSetting(db: Db, key: Key): Promise<Value | undefined> {
  const [row] = await db
    .select({ value: settings.value })
    .from(settings)
    .where(eq(settings.key, key));
  return row?.value;
}

/** Keeps the newest report in place of the one before. */
export async function saveReport(db: Db, value: Value, now: Date): Promise<void> {
  await db
    .insert(settings)
    .values({ key: "doctor", value, updatedAt: now })
    .onConflictDoUpdate({
      target: settings.key,
      set: { value, updatedAt: now, version: sql`${settings.version} + 1` },
    });
}

type Tick = { item: string; tick: { at: string; by: string } | undefined; now: Date };

/** Ticks one item off, or takes its tick away; in one statement, so that two operators at once both count. */
export async function saveTick(db: Db, { item, tick, now }: Tick): Promise<void> {
  const before = sql`coalesce(${settings.value} -> 'ticks', '{}'::jsonb)`;
  const ticks = tick
    ? sql`${before} || ${JSON.stringify({ [item]: tick })}::jsonb`
    : sql`${before} - ${item}::text`;
  await db
    .insert(settings)
    .values({
      key: "checklist",
      value: { ticks: tick ? { [item]: tick } : {} },
      updatedAt: now,
    })
    .onConflictDoUpdate({
      target: settings.key,
      set: {
        value: sql`jsonb_build_object('ticks', ${ticks})`,
        updatedAt: now,
        version: sql`${settings.version} + 1`,
      },
    });
}
