import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { driverOf } from "@/db/drivers";
import { listen, notify } from "@/db/listen";
import { freshDb, type TestDatabase } from "@/db/testing";

process.env.LOG_LEVEL = "silent";

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDb();
});
afterAll(() => database.close());

describe("listen", () => {
  it("passes a notification to every listener of its channel, and to no other", async () => {
    const { db } = database;
    const first: string[] = [];
    const second: string[] = [];
    const other: string[] = [];
    const stops = await Promise.all([
      listen("changes", (payload) => first.push(payload), { db }),
      listen("changes", (payload) => second.push(payload), { db }),
      listen("else_where", (payload) => other.push(payload), { db }),
    ]);
    await notify(db, "changes", "one");
    await vi.waitFor(() => expect([first, second]).toEqual([["one"], ["one"]]));
    await stops[0]?.();
    await notify(db, "changes", "two");
    await vi.waitFor(() => expect(second).toEqual(["one", "two"]));
    expect(first).toEqual(["one"]);
    expect(other).toEqual([]);
    await Promise.all(stops.map((stop) => stop()));
  });

  it("sends with the commit, and nothing when the transaction is rolled back", async () => {
    const { db } = database;
    const seen: string[] = [];
    const stop = await listen("changes", (payload) => seen.push(payload), { db });
    await db
      .transaction(async (tx) => {
        await notify(tx, "changes", "never");
        throw new Error("rolled back");
      })
      .catch(() => {});
    await db.transaction((tx) => notify(tx, "changes", "sent"));
    await vi.waitFor(() => expect(seen).toEqual(["sent"]));
    await stop();
  });

  it("outlives a handler that throws", async () => {
    const { db } = database;
    const handler = vi.fn(() => {
      throw new Error("broken handler");
    });
    const stop = await listen("changes", handler, { db });
    await notify(db, "changes", "one");
    await notify(db, "changes", "two");
    await vi.waitFor(() => expect(handler).toHaveBeenCalledTimes(2));
    await stop();
  });

  it("comes back when its connection is cut, and says that something may be missed", async (test) => {
    const { db } = database;
    const driver = driverOf(db);
    if (driver.kind !== "pg") return test.skip();
    const seen: string[] = [];
    const onGap = vi.fn();
    const stop = await listen("changes", (payload) => seen.push(payload), { db, onGap });
    await driver.pool.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen changes' and datname = current_database()",
    );
    await vi.waitFor(() => expect(onGap).toHaveBeenCalledTimes(1), { timeout: 5_000 });
    await notify(db, "changes", "after");
    await vi.waitFor(() => expect(seen).toEqual(["after"]));
    await stop();
  });

  it("refuses a name that is not a plain identifier", async () => {
    const listening = listen("a; drop table users", () => {}, { db: database.db });
    await expect(listening).rejects.toThrow("channel name");
  });
});
