import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { compactTallies } from "./queries/tallies";
import { tallies } from "./schema";
import { freshDb, type TestDatabase } from "./testing";

let fresh: TestDatabase;
beforeAll(async () => {
  fresh = await freshDb();
});
afterAll(() => fresh.close());
beforeEach(async () => {
  await fresh.db.delete(tallies);
});

type Row = typeof tallies.$inferInsert;
const row = (change: Partial<Row> = {}): Row => ({
  metric: "stage",
  key: "connected",
  day: "2026-11-20",
  bucket: 4,
  amount: 1,
  ...change,
});

/** All counts as readers see them; what sums to nothing is not there. */
async function sums(): Promise<Record<string, number>> {
  const { rows } = (await fresh.db.execute(sql`
    select metric || ' ' || key || ' ' || day || ' ' || bucket as name, sum(amount)::int as amount
    from tallies group by metric, key, day, bucket having sum(amount) <> 0`)) as unknown as {
    rows: { name: string; amount: number }[];
  };
  return Object.fromEntries(rows.map(({ name, amount }) => [name, amount]));
}

const insertMany = (one: Row, count: number) =>
  fresh.db.insert(tallies).values(Array.from({ length: count }, () => one));

describe("compacting the tallies", () => {
  it("leaves one row of each count, none of what sums to nothing, and every sum", async () => {
    await insertMany(row(), 30);
    await insertMany(row({ bucket: 5 }), 2);
    await insertMany(row({ day: "2026-11-21" }), 1);
    await insertMany(row({ metric: "connection", key: "connected:", bucket: -1 }), 3);
    await insertMany(row({ metric: "connection", key: "connected:", bucket: -1, amount: -1 }), 3);
    const before = await sums();
    await compactTallies(fresh.db);
    expect(await sums()).toEqual(before);
    expect(await fresh.db.$count(tallies)).toBe(3);
  });

  it("does nothing again when there is nothing to sum", async () => {
    await insertMany(row(), 5);
    await compactTallies(fresh.db);
    const [first] = await fresh.db.select().from(tallies);
    await compactTallies(fresh.db);
    expect(await fresh.db.select().from(tallies)).toEqual([first]);
  });

  it("leaves the rows as they were when its transaction fails", async () => {
    await insertMany(row(), 5);
    const undone = fresh.db.transaction(async (tx) => {
      await compactTallies(tx);
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    expect(await fresh.db.$count(tallies)).toBe(5);
  });

  it("loses and doubles nothing while many count, many compact and many read", async () => {
    await insertMany(row({ key: "viewed" }), 2_000);
    const seen: number[] = [];
    let isOver = false;
    const count = async () => {
      for (let each = 0; each < 60; each += 1)
        await fresh.db.insert(tallies).values([row(), row({ bucket: each % 3 })]);
    };
    const compact = async () => {
      while (!isOver) await compactTallies(fresh.db);
    };
    const read = async () => {
      while (!isOver) seen.push((await sums())["stage viewed 2026-11-20 4"] ?? 0);
    };
    const others = [compact(), compact(), compact(), read(), read()];
    await Promise.all([count(), count(), count()]);
    isOver = true;
    await Promise.all(others);
    expect(new Set(seen)).toEqual(new Set([2_000]));
    expect(await sums()).toEqual({
      "stage viewed 2026-11-20 4": 2_000,
      "stage connected 2026-11-20 4": 180,
      "stage connected 2026-11-20 0": 60,
      "stage connected 2026-11-20 1": 60,
      "stage connected 2026-11-20 2": 60,
    });
    await compactTallies(fresh.db);
    expect(await fresh.db.$count(tallies)).toBe(5);
  });
});
