import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openPostgres } from "@/db/drivers";
import { countPendingMigrations, migrate } from "@/db/migrate";
import { createPostgresDatabase, freshDb, type TestDatabase } from "@/db/testing";

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDb();
});
afterAll(() => database.close());

it("does nothing to a database that is up to date", async () => {
  await migrate(database.db);
  expect(await countPendingMigrations(database.db)).toBe(0);
});

it("counts what an older database lacks", async () => {
  const lastOnly = sql`delete from drizzle.__drizzle_migrations where id = (select max(id) from drizzle.__drizzle_migrations)`;
  await database.db
    .transaction(async (tx) => {
      await tx.execute(lastOnly);
      expect(await countPendingMigrations(tx)).toBe(1);
      tx.rollback();
    })
    .catch(() => {});
});

const server = process.env.TEST_DATABASE_URL;

it.runIf(server)("lets four processes start on one empty database at once", async () => {
  const empty = await createPostgresDatabase(server ?? "");
  const opened = await Promise.all([1, 2, 3, 4].map(() => openPostgres(empty.url, () => {})));
  const [first] = opened;
  expect(first && (await countPendingMigrations(first.db))).toBeGreaterThan(0);
  const results = await Promise.allSettled(opened.map(({ db }) => migrate(db)));
  expect(results.map(({ status }) => status)).toEqual(Array(4).fill("fulfilled"));
  expect(first && (await countPendingMigrations(first.db))).toBe(0);
  await Promise.all(opened.map(({ close }) => close()));
  await empty.drop();
});
