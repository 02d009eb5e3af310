import { drizzle } from "drizzle-orm/node-postgres";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPostgres } from "@/db/drivers";
import { migrate } from "@/db/migrate";
import * as schema from "@/db/schema";
import { createPostgresDatabase } from "@/db/testing";
import { readOverview } from "@/lib/overview/get-overview";
import { daysUntil } from "@/lib/overview/period";
import { plansOf, type Statement, scannedTables } from "./plans";
import { seed } from "./seed/seed";

const SERVER = process.env.TEST_DATABASE_URL;
const CONNECTIONS = 20_000;
const BIG_TABLES = ["connections", "links", "signups"];

/** Which way PostgreSQL goes is a matter of its statistics, so it is asked with many rows. */
describe.skipIf(!SERVER)("the overview's queries on PostgreSQL", () => {
  const ran: Statement[] = [];
  let pool: Pool;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    const database = await createPostgresDatabase(SERVER ?? "");
    drop = database.drop;
    const opened = await openPostgres(database.url, () => {});
    await migrate(opened.db).finally(opened.close);
    pool = new Pool({ connectionString: database.url, max: 4 });
    const client = await pool.connect();
    await seed(client, { connections: CONNECTIONS }).finally(() => client.release());
    const logger = { logQuery: (query: string, params: unknown[]) => ran.push({ query, params }) };
    const now = new Date();
    const since = daysUntil(now, 30)[0] ?? "";
    await readOverview(drizzle(pool, { schema, logger }), { now, since });
  }, 240_000);
  afterAll(async () => {
    await pool?.end();
    await drop?.();
  });

  it("never read a big table from end to end", async () => {
    expect(ran).toHaveLength(9);
    for (const plan of await plansOf(pool, ran)) {
      const scanned = scannedTables(plan).filter((table) => BIG_TABLES.includes(table));
      expect(scanned, plan.query).toEqual([]);
    }
  });

  it("find their rows by the indexes made for them", async () => {
    const used = (await plansOf(pool, ran)).flatMap(({ nodes }) =>
      nodes.map((node) => node["Index Name"]),
    );
    for (const index of [
      "connections_stuck",
      "connections_token_ends",
      "signups_failed",
      "tallies_metric",
    ])
      expect(used, index).toContain(index);
  });

  it("would be found out if they did not", async () => {
    const [stray] = await plansOf(pool, [
      { query: "select count(*) from connections where waba_name like '%7%'", params: [] },
    ]);
    expect(stray && scannedTables(stray)).toEqual(["connections"]);
  });
});
