import { and, eq, gte, type SQL, sql } from "drizzle-orm";
import { tallies } from "../schema";
import type { Db } from "../types";

/** The day that stands for "now": see `tallies`. */
const NOW_DAY = "1970-01-01";
const GROUPS_MAX = 1_000;
const ROWS_MAX = 20_000;
/** So that one sweep ends, whatever has gathered; the next one goes on. */
const ROUNDS_MAX = 50;

const amount = sql<number>`sum(${tallies.amount})::integer`;

type Counted = { key: string; amount: number };

/** How many connections of all tenants there are now, by `state:failure_code`, for operators. */
export function countConnectionsNow(db: Db) {
  return db
    .select({ key: tallies.key, amount })
    .from(tallies)
    .where(and(eq(tallies.metric, "connection"), eq(tallies.day, NOW_DAY)))
    .groupBy(tallies.key);
}

/** How many came to each stage since a day (YYYY-MM-DD, UTC), by how long it took; for operators. */
export function countStages(db: Db, since: string) {
  return db
    .select({ key: tallies.key, bucket: tallies.bucket, amount })
    .from(tallies)
    .where(and(eq(tallies.metric, "stage"), gte(tallies.day, since)))
    .groupBy(tallies.key, tallies.bucket);
}

/** How many became connected on each day since one (YYYY-MM-DD, UTC); days without any are left out. For operators. */
export function countConnectedByDay(db: Db, since: string) {
  return db
    .select({ day: tallies.day, amount })
    .from(tallies)
    .where(and(eq(tallies.metric, "stage"), gte(tallies.day, since), eq(tallies.key, "connected")))
    .groupBy(tallies.day);
}

/** How often each failure happened since a day (YYYY-MM-DD, UTC), for operators. */
export function countFailures(db: Db, since: string): PromiseLike<Counted[]> {
  return db
    .select({ key: tallies.key, amount })
    .from(tallies)
    .where(and(eq(tallies.metric, "failure"), gte(tallies.day, since)))
    .groupBy(tallies.key);
}

/**
 * Sums up rows that count the same, each batch in one statement, so that every reader sees either the rows or their
 * sum. Any number of callers may run at once: each takes only rows that nobody else has. Nobody who counts waits.
 */
export async function compactTallies(db: Db): Promise<void> {
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const { rows } = (await db.execute(COMPACT)) as { rows: { saved: number }[] };
    if (!rows[0] || rows[0].saved <= 0) return;
  }
}

const COMPACT: SQL = sql`
  with crowded as (
    select metric, day, key, bucket from tallies
    group by metric, day, key, bucket having count(*) > 1 limit ${GROUPS_MAX}
  ), taken as (
    select one.id from tallies one join crowded using (metric, day, key, bucket)
    order by one.metric, one.day, one.key, one.bucket limit ${ROWS_MAX}
    for update of one skip locked
  ), gone as (
    delete from tallies where id in (select id from taken)
    returning metric, key, day, bucket, amount
  ), summed as (
    insert into tallies (metric, key, day, bucket, amount)
    select metric, key, day, bucket, sum(amount)::integer from gone
    group by metric, key, day, bucket having sum(amount) <> 0
    returning 1
  )
  select ((select count(*) from gone) - (select count(*) from summed))::integer as saved`;
