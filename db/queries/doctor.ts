import { sql } from "drizzle-orm";
import type { Db } from "@/db/types";

/** The server's version as it tells it, such as "15.8", and as a number, such as 150008. */
export async function readServerVersion(db: Db): Promise<{ text: string; number: number }> {
  const rows = await rowsOf<{ text: string; number: string }>(
    db,
    sql`select current_setting('server_version') as text, current_setting('server_version_num') as number`,
  );
  return { text: rows[0]?.text ?? "", number: Number(rows[0]?.number ?? 0) };
}

export async function pingDatabase(db: Db): Promise<void> {
  await db.execute(sql`select 1`);
}

export type QueueFacts = {
  /** The due job that waits longest. */
  oldest: { queue: string; seconds: number } | undefined;
  /** Since a worker last supervised the queues or kept their schedules; undefined when none ever did. */
  silentSeconds: number | undefined;
};

/** How far the queues are behind, by the database's clock; undefined while there are none. */
export async function readQueueFacts(db: Db): Promise<QueueFacts | undefined> {
  const [made] = await rowsOf<{ name: string | null }>(
    db,
    sql`select to_regclass('pgboss.job')::text as name`,
  );
  if (!made?.name) return undefined;
  const [late] = await rowsOf<{ queue: string; seconds: number }>(
    db,
    // A job that is due at once has the epoch as its start, so it waits since it was made.
    sql`select name as queue, extract(epoch from now() - greatest(start_after, created_on))::float8 as seconds
        from pgboss.job where state in ('created', 'retry') and start_after <= now()
        order by greatest(start_after, created_on) limit 1`,
  );
  const [seen] = await rowsOf<{ seconds: number | null }>(
    db,
    sql`select extract(epoch from now() - greatest(
          (select max(monitor_on) from pgboss.queue),
          (select max(monitor_claim_on) from pgboss.queue),
          (select max(cron_on) from pgboss.version)))::float8 as seconds`,
  );
  return { oldest: late, silentSeconds: seen?.seconds ?? undefined };
}

/** Both drivers answer `{ rows }`; the type that serves both does not say so. */
async function rowsOf<Row>(db: Db, query: ReturnType<typeof sql>): Promise<Row[]> {
  return ((await db.execute(query)) as unknown as { rows: Row[] }).rows;
}
