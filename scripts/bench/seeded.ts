import pg from "pg";
import { openPostgres } from "../../db/drivers";
import { migrate } from "../../db/migrate";
import { apiKeys, sessions, users } from "../../db/schema";
import type { Db } from "../../db/types";
import { newKey } from "../../lib/api-keys/key-format";
import { digest, newSecret } from "../../lib/vault/digest";
import { seed } from "../seed/seed";

export type Seeded = {
  url: string;
  db: Db;
  /** Of an operator who is signed in. */
  cookie: string;
  /** Of a program that may list connections. */
  key: string;
  sample: Sample;
  connections: number;
  close: () => Promise<void>;
};
/** One connection of the middle of the time, as one looks for it. */
export type Sample = {
  tenantId: string;
  tenantName: string;
  externalId: string;
  phoneNumber: string;
  wabaId: string;
  reference: string;
  day: string;
};

/** A database with so many made-up connections. One that is given is left as it is, but for a session. */
export async function openSeeded(url: string, connections: number): Promise<Seeded> {
  const opened = await openPostgres(url, () => {});
  await migrate(opened.db);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query("select 1 from connections limit 1");
    if (rows.length === 0) await seed(client, { connections });
    const counted = await client.query<{ count: number }>(
      "select count(*)::int as count from connections",
    );
    return {
      url,
      db: opened.db,
      cookie: await signIn(opened.db),
      key: await makeKey(opened.db),
      sample: await pick(client),
      connections: counted.rows[0]?.count ?? 0,
      close: opened.close,
    };
  } finally {
    await client.end();
  }
}

async function signIn(db: Db): Promise<string> {
  const [user] = await db.insert(users).values({ name: "Bench", role: "owner" }).returning();
  if (!user) throw new Error("no user");
  const token = newSecret();
  const expires = new Date(Date.now() + 86_400_000);
  await db.insert(sessions).values({ sessionToken: digest(token), userId: user.id, expires });
  return `authjs.session-token=${token}`;
}

async function makeKey(db: Db): Promise<string> {
  const key = newKey();
  await db.insert(apiKeys).values({
    name: "Bench",
    prefix: key.slice(0, 12),
    keyHash: digest(key),
    scopes: ["connections:read"],
  });
  return key;
}

async function pick(client: pg.Client): Promise<Sample> {
  const { rows } = await client.query<Sample>(`
    select t.id as "tenantId", t.name as "tenantName", t.external_id as "externalId", c.phone_number as "phoneNumber",
      c.waba_id as "wabaId", right(replace(c.id::text, '-', ''), 12) as reference,
      to_char(c.created_at, 'YYYY-MM-DD') as day
    from connections c join tenants t on t.id = c.tenant_id
    where c.created_at < now() - interval '150 days' order by c.created_at desc limit 1`);
  const [sample] = rows;
  if (!sample) throw new Error("no connection to look for");
  return sample;
}
