import { test } from "@playwright/test";
import { answerBadly } from "./faults/answers";
import { newDatabase } from "./faults/database";
import { killEverywhere } from "./faults/kill";
import { behaveOddly } from "./faults/odd-providers";
import { cutTheDatabase, killOneOfTwo } from "./faults/postgres";
import { forgetTallies, printTallies } from "./faults/tally";

test.describe.configure({ mode: "default", timeout: 240_000 });
test.afterAll(printTallies);

test("a portal that is killed at any call goes on and doubles nothing", async () => {
  forgetTallies();
  await killEverywhere();
});

test("bad answers to any call end in one connector and a live number", async () => {
  await answerBadly();
});

// Side by side, for most of either is waiting: for a channel, or for a lease to run out.
test("odd providers do no harm, and PostgreSQL outlives a process and a cut", async () => {
  const ends = await Promise.allSettled([behaveOddly(), onPostgres()]);
  for (const end of ends) if (end.status === "rejected") throw end.reason;
});

async function onPostgres(): Promise<void> {
  const databases = [await newDatabase(), await newDatabase()];
  const [one, other] = databases;
  try {
    if (!one || !other) return console.log("PostgreSQL: left out, for no server was found");
    const ends = await Promise.allSettled([killOneOfTwo(one), cutTheDatabase(other)]);
    for (const end of ends) if (end.status === "rejected") throw end.reason;
  } finally {
    for (const database of databases) await database?.drop();
  }
}
