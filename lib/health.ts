import { sql } from "drizzle-orm";
import { getDb } from "@/db/client";
import { countPendingMigrations } from "@/db/migrate";
import type { Db } from "@/db/types";
import { log } from "@/lib/log";

export type Readiness = { ready: true } | { ready: false; reason: string };

const ANSWER_TIMEOUT_MS = 3_000;

/** Whether this process can serve: its database answers and is up to date. Never throws. */
export async function checkReadiness(openDb: () => Promise<Db> = getDb): Promise<Readiness> {
  try {
    return await Promise.race([askDatabase(openDb), tooLate()]);
  } catch (error) {
    log().warn({ err: error }, "not ready");
    return { ready: false, reason: "The database does not answer." };
  }
}

async function askDatabase(openDb: () => Promise<Db>): Promise<Readiness> {
  const db = await openDb();
  await db.execute(sql`select 1`);
  const pending = await countPendingMigrations(db);
  if (pending === 0) return { ready: true };
  return { ready: false, reason: `The database lacks ${pending} migrations of this version.` };
}

function tooLate(): Promise<Readiness> {
  const answer = { ready: false, reason: "The database answers too slowly." } as const;
  return new Promise((resolve) => setTimeout(resolve, ANSWER_TIMEOUT_MS, answer).unref());
}
