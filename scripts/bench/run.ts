import { randomBytes } from "node:crypto";
import pg from "pg";
import { openPostgres } from "../../db/drivers";
import { migrate } from "../../db/migrate";
import { insertTenant } from "../../db/queries/tenants";
import { members, sessions, signups, users } from "../../db/schema";
import type { Db } from "../../db/types";
import { digest, newSecret } from "../../lib/vault/digest";
import { findPostgres } from "../postgres";
import { fire, median, type Round, type Shot } from "./load";
import { type Running, startFloor, startPortal, startProgram, type Variables } from "./servers";

const ROUNDS = 7;
const SHOTS = { 1: 150, 32: 600 } as const;
/** What half A runs on the database: session, claim, begin, store, audit, commit. */
const STATEMENTS = 6;

type Bench = { db: Db; tenantId: string; cookie: string };
type Target = { name: "bare" | "floor" | "perch"; server: Running };

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
    for (const inFlight of [1, 32] as const)
      report(inFlight, await measure(bench, targets, inFlight));
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

async function prepare(db: Db): Promise<Bench> {
  const tenant = await insertTenant(db, { name: "Bench" });
  const [user] = await db.insert(users).values({ name: "Bench" }).returning();
  if (!user) throw new Error("no user");
  await db.insert(members).values({ tenantId: tenant.id, userId: user.id });
  const token = newSecret();
  const expires = new Date(Date.now() + 86_400_000);
  await db
    .insert(sessions)
    .values({ sessionToken: digest(token), userId: user.id, tenantId: tenant.id, expires });
  return { db, tenantId: tenant.id, cookie: `authjs.session-token=${token}` };
}

async function shotsFor(
  { db, tenantId, cookie }: Bench,
  target: Target["name"],
  count: number,
): Promise<Shot[]> {
  if (target === "floor") {
    const shot = {
      path: `/api/floor?statements=${STATEMENTS}`,
      cookie,
      body: JSON.stringify({ code: newSecret() }),
    };
    return Array.from({ length: count }, () => shot);
  }
  const rows = await db
    .insert(signups)
    .values(Array.from({ length: count }, () => ({ tenantId })))
    .returning({ id: signups.id });
  return rows.map(({ id }) => ({
    path: `/api/signups/${id}/code`,
    cookie,
    body: JSON.stringify({ code: `AQ${newSecret()}` }),
  }));
}

async function measure(
  bench: Bench,
  targets: Target[],
  inFlight: 1 | 32,
): Promise<Map<Target["name"], Round[]>> {
  const rounds = new Map(targets.map(({ name }) => [name, [] as Round[]]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const { name, server } of targets) {
      const result = await fire(server.url, await shotsFor(bench, name, SHOTS[inFlight]), inFlight);
      // The first round warms everybody up and counts for nobody.
      if (round > 0) rounds.get(name)?.push(result);
    }
  }
  return rounds;
}

function report(inFlight: number, rounds: Map<Target["name"], Round[]>): void {
  const of = (name: Target["name"], value: (round: Round) => number) =>
    (rounds.get(name) ?? []).map(value);
  const p50 = (round: Round) => median(round.latenciesMs);
  const rate = (round: Round) => round.ratePerSecond;
  const ratio = (value: (round: Round) => number, against: Target["name"]) => {
    const others = of(against, value);
    return median(of("perch", value).map((own, index) => own / (others[index] ?? Number.NaN)));
  };
  console.log(
    `\nhalf A to 202, upstream at 0 ms, ${inFlight} in flight (${ROUNDS} interleaved rounds of ${SHOTS[inFlight as 1]})`,
  );
  for (const name of ["bare", "floor", "perch"] as const) {
    console.log(
      `  ${name.padEnd(6)} p50 ${median(of(name, p50)).toFixed(2)} ms   ${median(of(name, rate)).toFixed(0)}/s`,
    );
  }
  console.log(
    `  p50 against bare    ${ratio(p50, "bare").toFixed(2)}x${inFlight === 1 ? "   budget: at most 3x" : ""}`,
  );
  console.log(
    `  rate against floor  ${ratio(rate, "floor").toFixed(2)}x${inFlight === 32 ? "   budget: over 0.8x" : ""}`,
  );
}

await main();
