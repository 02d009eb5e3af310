import pg from "pg";
import { apiKeys, tenants } from "../../db/schema";
import type { Db } from "../../db/types";
import { newKey } from "../../lib/api-keys/key-format";
import { digest } from "../../lib/vault/digest";
import { seed } from "../seed/seed";
import { fire, median, type Shot } from "./load";
import type { Target } from "./prepare";

const ROUNDS = 5;
const SHOTS = 480;
/** A key may send 600 requests a minute; nobody here is to be held up by that. */
const KEYS = 60;
const TENANTS = 64;
const LISTED = 1_000;

type Row = {
  name: string;
  /** What it runs on the database, begin and commit included. */
  statements: number;
  shot: (key: string, index: number) => Shot;
};

/** The API's calls that ISVs make most, beside Next's floor with as many statements. */
export async function benchApi(db: Db, databaseUrl: string, targets: Target[]): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await seed(client, { connections: LISTED }).finally(() => client.end());
  const keys = await insertKeys(db);
  const tenantIds = await insertTenants(db);
  const rows: Row[] = [
    {
      name: "POST /links",
      statements: 15,
      shot: (key, index) => ({
        path: "/api/v1/links",
        headers: { authorization: `Bearer ${key}` },
        body: JSON.stringify({ tenantId: tenantIds[index % TENANTS] }),
      }),
    },
    {
      name: "GET /connections",
      statements: 4,
      shot: (key) => ({
        method: "GET",
        path: "/api/v1/connections?limit=25",
        headers: { authorization: `Bearer ${key}` },
        body: "",
      }),
    },
  ];
  const pair = targets.filter(({ name }) => name !== "bare");
  for (const row of rows)
    for (const inFlight of [1, 32]) report(row, inFlight, await measure(row, keys, pair, inFlight));
}

type Rates = { floor: number[]; perch: number[] };

async function measure(
  { shot, statements }: Row,
  keys: string[],
  pair: Target[],
  inFlight: number,
): Promise<Rates> {
  const rates: Rates = { floor: [], perch: [] };
  const floorShot = { path: `/api/floor?statements=${statements}`, body: "{}" };
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const { name, server } of pair) {
      const shots = Array.from({ length: SHOTS }, (_, index) =>
        name === "floor" ? floorShot : shot(keys[index % KEYS] ?? "", index),
      );
      const { ratePerSecond } = await fire(server.url, shots, inFlight);
      // The first round warms everybody up and counts for nobody.
      if (round > 0) rates[name === "floor" ? "floor" : "perch"].push(ratePerSecond);
    }
  }
  return rates;
}

function report({ name, statements }: Row, inFlight: number, { floor, perch }: Rates): void {
  const ratio = median(perch.map((rate, index) => rate / (floor[index] ?? Number.NaN)));
  console.log(
    `\n${name}, ${inFlight} in flight, ${statements} statements (${ROUNDS} interleaved rounds of ${SHOTS})`,
  );
  console.log(`  floor  ${median(floor).toFixed(0)}/s\n  perch  ${median(perch).toFixed(0)}/s`);
  console.log(`  rate against floor  ${ratio.toFixed(2)}x`);
}

async function insertKeys(db: Db): Promise<string[]> {
  const keys = Array.from({ length: KEYS }, () => newKey());
  await db.insert(apiKeys).values(
    keys.map((key) => ({
      name: "Bench",
      prefix: key.slice(0, 12),
      keyHash: digest(key),
      scopes: ["links:write", "connections:read"] as const satisfies string[],
    })),
  );
  return keys;
}

async function insertTenants(db: Db): Promise<string[]> {
  const values = Array.from({ length: TENANTS }, (_, index) => ({ name: `Bench ${index}` }));
  return (await db.insert(tenants).values(values).returning({ id: tenants.id })).map(
    ({ id }) => id,
  );
}
