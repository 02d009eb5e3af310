import { Client } from "pg";
import { openPostgres } from "../db/drivers";
import { migrate } from "../db/migrate";
import { loadDotEnv } from "./paths";
import { seed } from "./seed/seed";

const USAGE = `npm run seed -- [--connections 10000] [--force]

Fills the PostgreSQL database of DATABASE_URL with made-up customers, to see the console with many of them. Refuses one
that has customers already, unless --force says that more may be added. Nothing of it is at Meta or Bird: serve it
with RUN_JOBS=false, or Perch will try to take the unfinished ones forward and find that it cannot.`;

async function main(): Promise<void> {
  loadDotEnv();
  const { connections, isForced } = readArguments(process.argv.slice(2));
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error(`DATABASE_URL is not set.\n\n${USAGE}`);
  const opened = await openPostgres(url, () => {});
  await migrate(opened.db).finally(() => opened.close());
  const client = new Client({ connectionString: url, application_name: "perch-seed" });
  await client.connect();
  try {
    const { rows } = await client.query("select 1 from tenants limit 1");
    if (rows.length > 0 && !isForced)
      throw new Error("This database has customers already. Give --force to add made-up ones.");
    const startedAt = Date.now();
    await seed(client, { connections, onProgress });
    const seconds = ((Date.now() - startedAt) / 1_000).toFixed(0);
    console.log(`\r${connections.toLocaleString("en")} connections in ${seconds} s`);
  } finally {
    await client.end();
  }
}

function readArguments(given: string[]): { connections: number; isForced: boolean } {
  const rest = given.filter((one) => one !== "--force");
  const [name, value = ""] = rest;
  const connections = name === undefined ? 10_000 : Number(value);
  if ((name !== undefined && name !== "--connections") || rest.length > 2 || !(connections >= 1))
    throw new Error(USAGE);
  return { connections: Math.floor(connections), isForced: given.includes("--force") };
}

function onProgress(done: number, of: number): void {
  if (process.stdout.isTTY) process.stdout.write(`\r${((done / of) * 100).toFixed(0)} %`);
}

main().catch((error: unknown) => {
  console.error(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
