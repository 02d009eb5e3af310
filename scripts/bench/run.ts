import { randomBytes } from "node:crypto";
import pg from "pg";
import { openPostgres } from "../../db/drivers";
import { migrate } from "../../db/migrate";
import { findPostgres } from "../postgres";
import { benchConnected } from "./connected";
import { benchHalfA } from "./half-a";
import { prepare, type Target } from "./prepare";
import { type Running, startFloor, startPortal, startProgram, type Variables } from "./servers";
import { benchWebhook } from "./webhook";

/** `npm run bench -- webhook connected` runs these rows only. */
const wants = (row: string) => process.argv.length < 3 || process.argv.includes(row);

async function main(): Promise<void> {
  const found = await findPostgres();
  if ("reason" in found) throw new Error(`The benchmark needs PostgreSQL: ${found.reason}`);
  const database = `perch_bench_${process.pid}`;
  const admin = new pg.Client({ connectionString: found.url });
  await admin.connect();
  await admin.query(`create database ${database}`);
  const url = new URL(found.url);
  url.pathname = `/${database}`;
  const opened = await openPostgres(url.href, () => {});
  const running: Running[] = [];
  try {
    await migrate(opened.db);
    await opened.db.execute("create table floor (id serial primary key, note text)");
    const upstream = await startProgram("upstream.ts", {});
    running.push(upstream);
    const env = environment(url.href, upstream.url);
    const targets: Target[] = [
      { name: "bare", server: await startProgram("bare.ts", env) },
      { name: "floor", server: await startFloor(env) },
      { name: "perch", server: await startPortal(env) },
    ];
    running.push(...targets.map(({ server }) => server));
    const bench = await prepare(opened.db);
    if (wants("half-a")) await benchHalfA(bench, targets);
    if (wants("webhook")) await benchWebhook(targets);
    for (const { server } of targets) server.stop();
    if (wants("connected")) await benchConnected(bench, env);
  } finally {
    for (const server of running) server.stop();
    await opened.close();
    await admin.query(`drop database ${database} with (force)`);
    await admin.end();
  }
}

function environment(databaseUrl: string, upstreamUrl: string): Variables {
  return {
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: randomBytes(32).toString("base64"),
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString("base64")}`,
    META_APP_ID: "1",
    META_APP_SECRET: "s",
    META_CONFIG_ID: "2",
    META_SOLUTION_ID: "3",
    META_GRAPH_URL: upstreamUrl,
    META_SDK_URL: `${upstreamUrl}/sdk.js`,
    LOG_LEVEL: "warn",
  };
}

await main();
