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

// Side by side, for most of each is waiting: for another try, for a channel, or for a lease to run out.
test("bad answers, odd providers, a dead process and a cut do no harm", async () => {
  await allOf([answerBadly(), behaveOddly(), onPostgres()]);
});

async function onPostgres(): Promise<void> {
  const databases = [await newDatabase(), await newDatabase()];
  const [one, other] = databases;
  try {
    if (!one || !other) return console.log("PostgreSQL: left out, for no server was found");
    await allOf([killOneOfTwo(one), cutTheDatabase(other)]);
  } finally {
    for (const database of databases) await database?.drop();
  }
}

/** Lets each come to its end before the first failure is told. */
async function allOf(groups: Promise<void>[]): Promise<void> {
  const ends = await Promise.allSettled(groups);
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}
