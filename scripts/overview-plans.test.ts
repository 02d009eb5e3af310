import { drizzle } from "drizzle-orm/node-postgres";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPostgres } from "@/db/drivers";
import { migrate } from "@/db/migrate";
import * as schema from "@/db/schema";
import { createPostgresDatabase } from "@/db/testing";
import { readOverview } from "@/lib/overview/get-overview";
import { daysUntil } from "@/lib/overview/period";
import { seed } from "./seed/seed";

const SERVER = process.env.TEST_DATABASE_URL;
const CONNECTIONS = 20_000;
const BIG_TABLES = ["connections", "links", "signups"];

type Plan = {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  Plans?: Plan[];
};
type Statement = { query: string; params: unknown[] };

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
    for (const { query, nodes } of await plans()) {
      const scanned = nodes.flatMap((node) =>
        node["Node Type"] === "Seq Scan" ? [node["Relation Name"]] : [],
      );
      expect(
        scanned.filter((table) => BIG_TABLES.includes(table ?? "")),
        query,
      ).toEqual([]);
    }
  });

  it("find their rows by the indexes made for them", async () => {
    const used = (await plans()).flatMap(({ nodes }) => nodes.map((node) => node["Index Name"]));
    for (const index of [
      "connections_stuck",
      "connections_token_ends",
      "signups_failed",
      "tallies_metric",
    ])
      expect(used, index).toContain(index);
  });

  it("would be found out if they did not", async () => {
    const [stray] = await plans([
      { query: "select count(*) from connections where waba_name like '%7%'", params: [] },
    ]);
    expect(stray?.nodes).toContainEqual(
      expect.objectContaining({ "Node Type": "Seq Scan", "Relation Name": "connections" }),
    );
  });

  async function plans(statements = ran) {
    return Promise.all(
      statements.map(async ({ query, params }) => {
        const { rows } = await pool.query(`explain (format json) ${query}`, params);
        return { query, nodes: flatten(rows[0]["QUERY PLAN"][0].Plan) };
      }),
    );
  }
});

function flatten(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(flatten)];
}
