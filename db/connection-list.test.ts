import { desc, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type ConnectionListFilters,
  countConnections,
  listConnections,
  pageOfIds,
} from "./queries/connection-list";
import { pageOfFoundIds, type SearchTerms } from "./queries/connection-search";
import type { ConnectionRow } from "./queries/connections";
import { rowsOf } from "./queries/rows-of";
import { connections } from "./schema";
import { freshDb } from "./testing";

const ROWS = 20_000;
const TENANTS = 2_000;
const BATCH = 2_000;
const isPostgres = Boolean(process.env.TEST_DATABASE_URL);

let fresh: Awaited<ReturnType<typeof freshDb>>;
let tenantId: string;
let middleId: string;
/** Newest first. */
let all: ConnectionRow[];

/** Many connections of many tenants, spread over 200 days: most are well, few are stuck, fewest of each rare kind. */
async function seed() {
  const idOf = sql`(lpad(to_hex((1780000000000 + n::bigint * 864000)::bigint), 12, '0') || '7000'
    || lpad(to_hex(32768 + n % 16384), 4, '0') || lpad(to_hex(n::bigint * 12345701), 12, '0'))::uuid`;
  await fresh.db.execute(sql`insert into tenants (id, name, external_id)
    select ${idOf}, 'Customer ' || n, 'crm-' || n from generate_series(1, ${TENANTS}) n`);
  for (let from = 1; from <= ROWS; from += BATCH) {
    await fresh.db.execute(sql`insert into connections
      (id, tenant_id, signup_id, state, waba_id, phone_number_id, phone_number, number_id, failure_code)
      select ${idOf}, t.id, t.id,
        case when n % 100 = 0 then 'action_required' when n % 1000 = 1 then 'provisioning' else 'connected' end,
        (700000000000000 + n)::text, (800000000000000 + n)::text, '+1555' || lpad(n::text, 7, '0'),
        case when n % 50 = 0 then 'bird-' || n end,
        case when n % 5000 = 0 then 'pin_mismatch' when n % 100 = 0 then 'channel_late' end
      from generate_series(${from}::int, ${from + BATCH - 1}::int) n
      join (select id, row_number() over (order by id) as place from tenants) t on t.place = 1 + n % ${TENANTS}`);
  }
  await fresh.db.execute(sql`insert into signups (id, tenant_id, connection_id)
    select gen_random_uuid(), tenant_id, id from connections`);
  for (const table of ["connections", "signups", "tenants"])
    await fresh.db.execute(sql.raw(`analyze ${table}`));
}

beforeAll(async () => {
  fresh = await freshDb();
  await seed();
  all = await fresh.db.select().from(connections).orderBy(desc(connections.id));
  const middle = all[ROWS / 2];
  if (!middle) throw new Error("test set-up");
  middleId = middle.id;
  tenantId = middle.tenantId;
}, 120_000);
afterAll(() => fresh.close());

const inDays = (days: number) => new Date(1_780_000_000_000 + days * 86_400_000);
const keysets = () => [
  { limit: 50 },
  { limit: 50, after: middleId },
  { limit: 50, before: middleId },
];

const FILTERS: Record<string, () => ConnectionListFilters> = {
  none: () => ({}),
  state: () => ({ state: "action_required" }),
  "a rare state": () => ({ state: "provisioning" }),
  "a state that nobody has": () => ({ state: "failed" }),
  "one code": () => ({ codes: ["pin_mismatch"] }),
  "codes of a party": () => ({ codes: ["channel_late", "pin_mismatch", "bird_unavailable"] }),
  "no code at all": () => ({ codes: [] }),
  tenant: () => ({ tenantId }),
  "numbers of Bird": () => ({ source: "bird" }),
  "own numbers": () => ({ source: "own" }),
  days: () => ({ from: inDays(50), until: inDays(51) }),
  "all at once": () => ({
    state: "action_required",
    codes: ["channel_late"],
    source: "bird",
    from: inDays(10),
    until: inDays(150),
  }),
};
const SEARCHES: Record<string, () => SearchTerms> = {
  "a tenant's name or external id": () => ({ text: "customer 19" }),
  "the beginning of a number": () => ({ phonePrefix: "+1555000" }),
  "a whole number": () => ({ phonePrefix: "+15550001234" }),
  "the beginning of a WABA id": () => ({ wabaPrefix: "7000000000" }),
  "a support reference": () => ({ reference: middleId.replaceAll("-", "").slice(-12) }),
};

describe.skipIf(!isPostgres)("the list of connections reads no table from end to end", () => {
  async function planOf(statement: ReturnType<typeof sql>): Promise<string> {
    const rows = await rowsOf<{ "QUERY PLAN": string }>(fresh.db, sql`explain ${statement}`);
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  }

  it.each(Object.entries(FILTERS))("filtered by %s", async (_, filters) => {
    for (const keyset of keysets())
      expect(await planOf(pageOfIds(filters(), keyset))).not.toMatch(/Seq Scan on (conn|tenants)/);
  });

  it.each(Object.entries(SEARCHES))("searched for %s", async (_, terms) => {
    for (const keyset of keysets()) {
      const given = [{}, { state: "connected" as const, source: "own" as const }];
      for (const filters of given) {
        const statement = pageOfFoundIds({ ...filters, terms: terms() }, keyset) ?? sql``;
        expect(await planOf(statement)).not.toMatch(/Seq Scan on (conn|tenants|signups)/);
      }
    }
  });
});

describe("the list of connections", () => {
  it.each(Object.entries(FILTERS))("by %s is what a plain look finds", async (_, filters) => {
    const { state, codes, tenantId: tenant, source, from, until } = filters();
    const timeOf = (id: string) =>
      new Date(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16));
    const wanted = all.filter(
      (row) =>
        (!state || row.state === state) &&
        (!codes || codes.some((code) => code === row.failureCode)) &&
        (!tenant || row.tenantId === tenant) &&
        (!source || (row.numberId ? "bird" : "own") === source) &&
        (!from || timeOf(row.id) >= from) &&
        (!until || timeOf(row.id) < until),
    );
    const first = await listConnections(fresh.db, filters(), { limit: 30 });
    expect(first.rows.map(({ connection }) => connection.id)).toEqual(
      wanted.slice(0, 30).map(({ id }) => id),
    );
    expect(first.newer).toBeUndefined();
    expect(first.older !== undefined).toBe(wanted.length > 30);
    if (!first.older) return;
    const second = await listConnections(fresh.db, filters(), { limit: 30, after: first.older });
    expect(second.rows.map(({ connection }) => connection.id)).toEqual(
      wanted.slice(30, 60).map(({ id }) => id),
    );
    const back = await listConnections(fresh.db, filters(), { limit: 30, before: second.newer });
    expect(back.rows).toEqual(first.rows);
    expect(back.newer).toBeUndefined();
  });

  it("is counted without being read", async () => {
    const counts = await countConnections(fresh.db);
    const of = (state: string, failureCode: string | null) =>
      counts.find((one) => one.state === state && one.failureCode === failureCode)?.count;
    expect(of("action_required", "pin_mismatch")).toBe(4);
    expect(of("action_required", "channel_late")).toBe(196);
    expect(of("provisioning", null)).toBe(20);
    expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(ROWS);
  });
});
