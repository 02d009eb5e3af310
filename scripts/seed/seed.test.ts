import { sql } from "drizzle-orm";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPostgres } from "@/db/drivers";
import { migrate } from "@/db/migrate";
import { createPostgresDatabase } from "@/db/testing";
import type { Db } from "@/db/types";
import { FAILURE_CODES } from "@/lib/failures";
import { seed } from "./seed";

const SERVER = process.env.TEST_DATABASE_URL;
const CONNECTIONS = 2_000;

describe.skipIf(!SERVER)("a seeded database", () => {
  let db: Db;
  let close: () => Promise<void>;

  beforeAll(async () => {
    const database = await createPostgresDatabase(SERVER ?? "");
    const opened = await openPostgres(database.url, () => {});
    db = opened.db;
    close = () => opened.close().then(database.drop);
    await migrate(db);
    const client = new Client({ connectionString: database.url });
    await client.connect();
    await seed(client, { connections: CONNECTIONS }).finally(() => client.end());
  }, 120_000);
  afterAll(() => close?.());

  const read = async <T>(query: string) => {
    const { rows } = (await db.execute(sql.raw(query))) as unknown as { rows: T[] };
    return rows;
  };

  it("holds as many connections as wanted, in every state and with codes that exist", async () => {
    const states = await read<{ state: string; count: number }>(
      "select state, count(*)::int as count from connections group by state",
    );
    expect(states.reduce((sum, { count }) => sum + count, 0)).toBe(CONNECTIONS);
    expect(states.map(({ state }) => state).toSorted()).toEqual([
      "action_required",
      "connected",
      "disconnected",
      "failed",
      "pending",
      "provisioning",
    ]);
    const codes = await read<{ code: string }>(
      "select failure_code as code from connections where failure_code is not null union select failure_code from signups where failure_code is not null",
    );
    for (const { code } of codes) expect(FAILURE_CODES).toContain(code);
  });

  it("has happened already, each thing after the one before", async () => {
    const wrong = await read(`
      select id from connections where not (granted_at <= created_at and created_at <= coalesce(installed_at, created_at)
        and coalesce(installed_at, created_at) <= coalesce(connected_at, installed_at, created_at)
        and greatest(created_at, connected_at, updated_at) <= now())
      union all select id from links where not (created_at <= coalesce(viewed_at, created_at)
        and coalesce(viewed_at, created_at) <= now() and coalesce(started_at, viewed_at, created_at) <= now())`);
    expect(wrong).toEqual([]);
  });

  it("has the tallies that the triggers would have made", async () => {
    const sums = await read<{ name: string; amount: number }>(
      "select metric || ' ' || key as name, sum(amount)::int as amount from tallies group by 1",
    );
    const found = Object.fromEntries(sums.map(({ name, amount }) => [name, amount]));
    const counted = await read<{ name: string; amount: number }>(`
      select 'connection ' || state || ':' || coalesce(failure_code, '') as name, count(*)::int as amount
        from connections group by 1
      union all select 'stage verified', count(*)::int from connections
      union all select 'stage installed', count(installed_at)::int from connections
      union all select 'stage connected', count(connected_at)::int from connections
      union all select 'stage created', count(*)::int from links
      union all select 'stage viewed', count(viewed_at)::int from links
      union all select 'stage started', count(started_at)::int from links
      union all select 'stage finished', count(exchanged_at)::int from signups
      union all select 'failure ' || code, count(*)::int from (
        select failure_code as code from connections union all select failure_code from signups
      ) failed where code is not null group by 1`);
    expect(found).toEqual(Object.fromEntries(counted.map(({ name, amount }) => [name, amount])));
  });

  it("counts every change again afterwards", async () => {
    const total = () =>
      read<{ amount: number }>(
        "select sum(amount)::int as amount from tallies where metric = 'connection'",
      );
    await db.execute(sql`delete from connections where id in (select id from connections limit 3)`);
    expect(await total()).toEqual([{ amount: CONNECTIONS - 3 }]);
  });
});
