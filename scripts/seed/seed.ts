import type { Client } from "pg";
import { FUNCTIONS, MAKE_BATCH, MAKE_TENANTS } from "./people";
import { ROWS } from "./rows";

type Seeding = {
  connections: number;
  onProgress?: (done: number, of: number) => void;
};

const BATCH_SIZE = 20_000;
/** Triggers that count every row on its own; here whole batches are counted at once, and nobody is told of them. */
const TRIGGERS = [
  ["links", "links_tally"],
  ["signups", "signups_tally"],
  ["connections", "connections_tally"],
  ["connections", "connections_count_events"],
  ["connections", "connections_tell"],
] as const;

/**
 * Fills a migrated database with customers over the past 400 days, their links, signups, connections and what was
 * noted of the newest and the troubled ones; and with the tallies to match. Throws what the database throws.
 */
export async function seed(
  client: Pick<Client, "query">,
  { connections, onProgress }: Seeding,
): Promise<void> {
  // The same rows every time, but for their ids.
  await client.query("select setseed(0.42)");
  for (const statement of FUNCTIONS) await client.query(statement);
  await client.query(MAKE_TENANTS, [connections]);
  await client.query("create unique index on seeded_tenants (serial)");
  await client.query("analyze seeded_tenants");
  for (let from = 1; from <= connections; from += BATCH_SIZE) {
    const to = Math.min(connections, from + BATCH_SIZE - 1);
    await client.query("begin");
    try {
      await setTriggers(client, "disable");
      await client.query(MAKE_BATCH, [from, to, connections]);
      await client.query("analyze batch");
      for (const statement of ROWS) await client.query(statement);
      await client.query("drop table batch, extra");
      await setTriggers(client, "enable");
      await client.query("commit");
    } catch (error) {
      await client.query("rollback");
      throw error;
    }
    onProgress?.(to, connections);
  }
  await client.query("drop table seeded_tenants");
  for (const table of ["tenants", "links", "signups", "connections", "tallies"])
    await client.query(`vacuum analyze ${table}`);
}

async function setTriggers(client: Pick<Client, "query">, how: "enable" | "disable") {
  for (const [table, trigger] of TRIGGERS)
    await client.query(`alter table ${table} ${how} trigger ${trigger}`);
}
