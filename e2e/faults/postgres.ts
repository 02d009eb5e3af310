import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { expect } from "@playwright/test";
import { freePort } from "../../scripts/ports";
import { newSignup } from "../support/people";
import { type RunningPortal, startPortal } from "../support/portal";
import { type StandIn, startStandIn } from "../support/stand-in";
import { at, finishPopup, inTurns, type Launch, newCustomers, post, until } from "./customers";
import type { Database } from "./database";
import { type Case, judge } from "./judge";

const NUMBERS_OF_EACH = 10;
const CUT_MS = 5_000;
/** More than is allowed, so that what took too long is told by how long it took. */
const END_LIMIT_MS = 90_000;
/** A lease, the pause until its job is looked at, and the work itself. */
const TAKEN_OVER_WITHIN_MS = 75_000;

/** Two processes on one database connect a hundred numbers at once, and one of them dies in the middle. */
export async function killOneOfTwo(database: Database): Promise<void> {
  const standIn = await startStandIn();
  const env = await environment(standIn, database);
  const first = await startPortal({ ...env, PORT: new URL(env.APP_URL).port });
  const second = await startPortal(env);
  try {
    const launched = await launchMany(standIn, { portal: first, count: 100 });
    const posted = await Promise.all(
      launched.map((one, index) =>
        post(one, index % 2 === 0 ? undefined : at(second, one.customer.member)),
      ),
    );
    await untilConnected(database, 15);
    const left = 100 - (await countConnected(database));
    const killedAt = Date.now();
    await first.crash();
    await untilConnected(database, 100);
    const tookMs = Date.now() - killedAt;
    const cases = posted.map(
      (of, index): Case => ({ name: `number ${index + 1} of 100`, of, end: "connected" }),
    );
    const group = "PostgreSQL: one of two killed";
    await judge(group, cases, { standIn, dump: await database.dump(), seen: [] });
    expect.soft(left, `${group}: numbers under way when it died`).toBeGreaterThan(0);
    expect.soft(tookMs, `${group}: taken over in time`).toBeLessThan(TAKEN_OVER_WITHIN_MS);
  } finally {
    await first.stop("SIGKILL");
    await second.stop();
    await standIn.stop();
  }
}

/** A process loses its database in the middle of twenty connections. */
export async function cutTheDatabase(database: Database): Promise<void> {
  const standIn = await startStandIn();
  const env = await environment(standIn, database);
  const portal = await startPortal({ ...env, PORT: new URL(env.APP_URL).port });
  try {
    const launched = await launchMany(standIn, { portal, count: 20 });
    const posted = await Promise.all(launched.map((one) => post(one)));
    const under = 20 - (await countConnected(database));
    database.cut();
    await pause(CUT_MS);
    database.mend();
    await untilConnected(database, 20);
    const cases = posted.map(
      (of, index): Case => ({ name: `number ${index + 1} of 20`, of, end: "connected" }),
    );
    const group = "PostgreSQL: cut off for 5 s";
    await judge(group, cases, { standIn, dump: await database.dump(), seen: [] });
    expect.soft(under, `${group}: numbers under way when it was cut`).toBeGreaterThan(0);
  } finally {
    await portal.stop();
    await standIn.stop();
  }
}

/** Both processes are one deployment: one address, one set of keys. */
async function environment(standIn: StandIn, database: Database) {
  return {
    DATABASE_URL: database.url,
    AUTH_SECRET: randomBytes(32).toString("base64"),
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString("base64")}`,
    APP_URL: `http://localhost:${await freePort()}`,
    SANDBOX: "true",
    SANDBOX_URL: standIn.url,
  };
}

/** Goes through all popups before a code is posted; the sandbox's time stands still, or the first would expire. */
async function launchMany(
  standIn: StandIn,
  { portal, count }: { portal: RunningPortal; count: number },
): Promise<Launch[]> {
  const names = Array.from({ length: count / NUMBERS_OF_EACH }, (_, index) => ({
    name: `Customer ${index + 1}`,
  }));
  const customers = await newCustomers(portal, standIn, names);
  const members = customers.flatMap((customer) => Array(NUMBERS_OF_EACH).fill(customer));
  const prepared = await inTurns(members, async (customer) => ({
    customer,
    signupId: await newSignup(customer.member),
  }));
  await standIn.control("/clock", { speed: 0 });
  try {
    return await inTurns(prepared, (one) => finishPopup(standIn, one));
  } finally {
    await standIn.control("/clock", { speed: 1 });
  }
}

async function countConnected(database: Database): Promise<number> {
  const text = "select count(*)::int as count from connections where state = 'connected'";
  return (await database.query<{ count: number }>(text))[0]?.count ?? 0;
}

async function untilConnected(database: Database, count: number): Promise<void> {
  await until(async () => (await countConnected(database)) >= count, END_LIMIT_MS);
}
