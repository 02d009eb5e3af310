import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { freshDb } from "@/db/testing";
import { systemWith } from "@/lib/webhooks/testing";
import { type Boss, getBoss } from "./boss";
import { HANDLERS } from "./handlers";
import { QUEUE_NAMES } from "./queues";
import { runDueJobs } from "./run-due-jobs";

const slot = globalThis as typeof globalThis & { perchBoss?: Promise<Boss> | undefined };
const before = slot.perchBoss;
let fresh: Awaited<ReturnType<typeof freshDb>>;
beforeAll(async () => {
  fresh = await freshDb();
  slot.perchBoss = undefined;
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});
afterAll(async () => {
  await (await getBoss(fresh.db)).boss.stop({ graceful: false, close: false });
  slot.perchBoss = before;
  await fresh.close();
});

/** Every queue's work replaced; what ran is kept. */
function watched(): string[] {
  const ran: string[] = [];
  for (const name of QUEUE_NAMES)
    vi.spyOn(HANDLERS, name).mockImplementation(async () => void ran.push(name));
  return ran;
}

/** As if so many minutes had passed since all that has run. */
async function passMinutes(minutes: number) {
  await fresh.db.execute(
    sql`update pgboss.job set singleton_on = singleton_on - make_interval(mins => ${minutes})
        where singleton_on is not null`,
  );
}

describe("work where no process lives on", () => {
  it("runs by the clock, however often it is called", async () => {
    const { ctx } = await systemWith(fresh.db);
    const ran = watched();
    const quarter = () => Math.floor(Date.now() / 900_000);
    const start = quarter();
    const all = [
      "check_health",
      "deliver_events",
      "process_webhooks",
      "resolve_shares",
      "scan_shares",
      "sweep",
    ];
    expect(await runDueJobs(ctx)).toEqual({ jobs: all.length, settled: 0 });
    expect(ran.toSorted()).toEqual(all);
    const scans = () => ran.filter((name) => name === "scan_shares").length;
    await Promise.all([runDueJobs(ctx), runDueJobs(ctx)]);
    expect(scans()).toBe(1 + quarter() - start);
    await passMinutes(15);
    await runDueJobs(ctx);
    expect(scans()).toBe(2 + quarter() - start);
  });

  it("shows that it lives while a job takes its time", async () => {
    const { ctx } = await systemWith(fresh.db);
    const { boss } = await getBoss(ctx.db);
    watched();
    let attempts = 0;
    vi.spyOn(HANDLERS, "ensure_workspace").mockImplementation(async () => {
      attempts += 1;
      const old = sql`update pgboss.job set heartbeat_on = now() - interval '25 seconds'
        where name = 'ensure_workspace' and state = 'active'`;
      await fresh.db.execute(old);
      await vi.advanceTimersByTimeAsync(10_000);
      await vi.waitFor(async () => expect(await silence()).toBeLessThan(20));
      vi.useRealTimers();
      await fresh.db.execute(sql`update pgboss.queue set monitor_on = null`);
      await boss.supervise();
    });
    await boss.send("ensure_workspace", { tenantId: "any" });
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    await runDueJobs(ctx);
    expect(attempts).toBe(1);
    const [job] = await boss.findJobs("ensure_workspace");
    expect(job).toMatchObject({ state: "completed", retryCount: 0 });
  });
});

async function silence(): Promise<number> {
  const { rows } = (await fresh.db.execute(
    sql`select extract(epoch from now() - heartbeat_on)::float8 as seconds from pgboss.job
        where name = 'ensure_workspace' and state = 'active'`,
  )) as unknown as { rows: { seconds: number }[] };
  return rows[0]?.seconds ?? Number.POSITIVE_INFINITY;
}
