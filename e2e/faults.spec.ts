import { test } from "@playwright/test";
import { answerBadly } from "./faults/answers";
import { newDatabase } from "./faults/database";
import { killEverywhere } from "./faults/kill";
import { behaveOddly } from "./faults/odd-providers";
import { cutTheDatabase, killOneOfTwo } from "./faults/postgres";
import { forgetTallies, printTallies } from "./faults/tally";
import { startStandIn } from "./support/stand-in";

test.describe.configure({ mode: "default", timeout: 240_000 });
test.afterAll(printTallies);

test("a portal that is killed at any call goes on and doubles nothing", async () => {
  forgetTallies();
  await killEverywhere();
});

test("bad answers to any call end in one connector and a live number", async () => {
  await answerBadly();
});

test("odd installs and webhooks change nothing twice and nothing for the worse", async () => {
  await behaveOddly();
});

test("on PostgreSQL a process takes over from one that dies, and outlives its database", async () => {
  const databases = [await newDatabase(), await newDatabase()];
  const [one, other] = databases;
  test.skip(!one || !other, "no PostgreSQL server was found");
  if (!one || !other) return;
  // Most of either is waiting for leases to run out.
  const standIns = [await startStandIn(), await startStandIn()] as const;
  try {
    const [killed, cut] = await Promise.allSettled([
      killOneOfTwo(standIns[0], one),
      cutTheDatabase(standIns[1], other),
    ]);
    for (const end of [killed, cut]) if (end.status === "rejected") throw end.reason;
  } finally {
    for (const standIn of standIns) await standIn.stop();
    for (const database of databases) await database?.drop();
  }
});
