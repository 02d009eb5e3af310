import { drizzle } from "drizzle-orm/node-postgres";
import { Pool, type PoolClient } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPostgres } from "@/db/drivers";
import { migrate } from "@/db/migrate";
import * as schema from "@/db/schema";
import { createPostgresDatabase } from "@/db/testing";
import { AuditListInput, listAudit } from "@/lib/audit/list-audit";
import type { Context, Operator } from "@/lib/context";
import { LinkListInput, listLinks } from "@/lib/links/list-links";
import { listOperators } from "@/lib/operators/list-operators";
import { listTenants, TenantListParams } from "@/lib/tenants/list-tenants";
import { memberContext } from "@/lib/testing";
import { listWebhookEvents, WebhookListInput } from "@/lib/webhooks/list-webhook-events";
import { plansOf, type Statement, scannedTables } from "./plans";
import { seed } from "./seed/seed";

const SERVER = process.env.TEST_DATABASE_URL;
const ROWS = 25_000;
const BIG_TABLES = [
  ...["connections", "links", "signups", "tenants", "users", "sessions"],
  ...["webhook_events", "audit_log"],
];
const PERSON = "someone-77@isv.example";

/** What the seed has few of or none: customers without a number, people, and what was told and done. */
const MORE = [
  `insert into tenants (id, name, external_id, email, archived_at)
    select gen_random_uuid(), 'Dormant ' || n, 'old-' || n, 'it-' || n || '@dormant.example',
      case when n % 100 = 0 then now() end from generate_series(1, ${ROWS}) n`,
  "update links set requested_at = now() where id in (select id from links where state = 'expired' limit 40)",
  `insert into users (id, name, email, role) select gen_random_uuid(), 'Someone ' || n,
    'someone-' || n || '@isv.example', case when n % 5000 = 0 then 'viewer' end from generate_series(1, ${ROWS}) n`,
  `insert into sessions (session_token, user_id, expires) select md5(id::text), id, now() + interval '1 day' from users`,
  `insert into webhook_events (id, provider, tenant_id, source_id, dedupe_key, kind, payload, occurred_at, state)
    select gen_random_uuid(), case when n % 3 = 0 then 'meta' else 'bird' end, t.id, 'source-' || n % 500, 'more-' || n,
      case when n % 3 = 0 then 'account_update' when n % 700 = 1 then 'channel.updated' else 'channel.created' end,
      '{}', now(), case when n % 1000 = 0 then 'failed' when n % 1000 = 1 then 'received' else 'processed' end
    from generate_series(1, ${ROWS}) n
    join (select id, row_number() over () as place from tenants limit 2000) t on t.place = 1 + n % 2000`,
  `insert into audit_log (id, tenant_id, actor_kind, actor_id, action, subject_id)
    select gen_random_uuid(), t.id, case when n % 4 = 0 then 'operator' else 'system' end,
      case when n % 4 = 0 then t.person end,
      case when n % 900 = 0 then 'tenant.archived' when n % 2 = 0 then 'link.created' else 'connection.connected' end,
      t.id::text
    from generate_series(1, ${ROWS}) n
    join (select one.id, two.id::text as person, one.place from
      (select id, row_number() over () as place from tenants limit 2000) one
      join (select id, row_number() over () as place from users limit 2000) two on one.place = two.place
    ) t on t.place = 1 + n % 2000`,
];

/** Which way PostgreSQL goes is a matter of its statistics, so it is asked with many rows. */
describe.skipIf(!SERVER)("the console's lists on PostgreSQL read no table from end to end", () => {
  let pool: Pool;
  let drop: () => Promise<void>;
  let ctx: Context<Operator>;
  let tenantId: string;
  const ran: Statement[] = [];

  beforeAll(async () => {
    const database = await createPostgresDatabase(SERVER ?? "");
    drop = database.drop;
    const opened = await openPostgres(database.url, () => {});
    await migrate(opened.db).finally(opened.close);
    pool = new Pool({ connectionString: database.url, max: 4 });
    const client = await pool.connect();
    await fill(client).finally(() => client.release());
    const logger = { logQuery: (query: string, params: unknown[]) => ran.push({ query, params }) };
    const { ctx: member, tenant } = await memberContext(drizzle(pool, { schema, logger }));
    const { userId } = member.actor;
    ctx = { ...member, actor: { kind: "operator", userId, role: "owner", sessionId: "test" } };
    tenantId = tenant.id;
  }, 240_000);
  afterAll(async () => {
    await pool?.end();
    await drop?.();
  });

  async function fill(client: PoolClient): Promise<void> {
    await seed(client, { connections: 5_000 });
    for (const statement of MORE) await client.query(statement);
    for (const table of BIG_TABLES) await client.query(`vacuum analyze ${table}`);
  }

  /** What a list reads, page after page, that goes over a whole table. */
  async function scannedBy(list: (paging: object) => Promise<unknown>): Promise<string[]> {
    const [{ rows: middle }] = await Promise.all([
      pool.query("select id from tenants order by id offset 10000 limit 1"),
    ]);
    ran.length = 0;
    for (const paging of [{}, { after: middle[0].id }, { before: middle[0].id }])
      await list(paging);
    expect(ran.length).toBeGreaterThan(2);
    const plans = await plansOf(pool, ran);
    return plans.flatMap((plan) =>
      scannedTables(plan)
        .filter((table) => BIG_TABLES.includes(table))
        .map((table) => `${table}: ${plan.query}`),
    );
  }

  it.each([
    {},
    { state: "expired" },
    { state: "revoked" },
    { state: "started" },
    { requested: "1" },
    { tenant: "maple" },
    { tenant: "nobody begins like this" },
    { state: "completed", tenant: "maple coffee", requested: "1" },
  ])("links by %j", async (filter) => {
    const input = (paging: object) => LinkListInput.parse({ ...filter, ...paging });
    expect(await scannedBy((paging) => listLinks(ctx, input(paging)))).toEqual([]);
  });

  it.each([
    {},
    { provider: "meta" },
    { state: "failed" },
    { state: "received" },
    { state: "processed" },
    { kind: "channel.updated" },
    { kind: "no.such.kind" },
    { tenant: "dormant 77" },
    { from: "2026-01-01", to: "2026-01-02" },
    { provider: "bird", kind: "channel.created", state: "failed", tenant: "maple" },
  ])("webhooks by %j", async (filter) => {
    const input = (paging: object) => WebhookListInput.parse({ ...filter, ...paging });
    expect(await scannedBy((paging) => listWebhookEvents(ctx, input(paging)))).toEqual([]);
  });

  it.each([
    {},
    { action: "tenant.archived" },
    { action: "link.created" },
    { action: "no.such" },
    { actor: "perch" },
    { actor: PERSON },
    { tenant: "maple" },
    { subject: "PERCH-0000-0000-0000" },
    { subject: "0000-0000-0000" },
    { from: "2026-01-01", to: "2026-01-02" },
    { action: "link.created", actor: PERSON, tenant: "dormant 7", from: "2026-01-01" },
  ])("the audit log by %j", async (filter) => {
    const input = (paging: object) => AuditListInput.parse({ ...filter, ...paging });
    expect(await scannedBy((paging) => listAudit(ctx, input(paging)))).toEqual([]);
  });

  it("the audit log by a customer's id", async () => {
    const input = (paging: object) => AuditListInput.parse({ tenant: tenantId, ...paging });
    expect(await scannedBy((paging) => listAudit(ctx, input(paging)))).toEqual([]);
  });

  it.each([
    {},
    { show: "archived" },
    { show: "all" },
    { q: "dormant 7" },
    { q: "it-77" },
    { q: "nobody begins like this", show: "all" },
    { q: "old-1", show: "archived" },
  ])("tenants by %j", async (filter) => {
    const input = (paging: object) => TenantListParams.parse({ ...filter, ...paging });
    expect(await scannedBy((paging) => listTenants(ctx, input(paging)))).toEqual([]);
  });

  it("operators among many people", async () => {
    expect(await scannedBy(() => listOperators(ctx))).toEqual([]);
  });

  it("and would be found out if they did", async () => {
    const stray = () => pool.query("select 1");
    const strays = scannedBy(async () => {
      await stray();
      ran.push({ query: "select count(*) from links where email like '%7%'", params: [] });
    });
    expect(await strays).toContainEqual(expect.stringMatching(/^links: /));
  });
});
