import type { Context } from "@/lib/context";
import { getBoss } from "./boss";
import { QUEUE_NAMES, type QueueName, SCHEDULES } from "./queues";
import { runJob } from "./start-workers";
import { sweepSignups } from "./sweep-signups";

/** Functions of serverless hosts end after a minute; what is left waits for the next call. */
const BUDGET_MS = 45_000;
const BATCH_SIZE = 10;

/** Runs everything that is due and returns, where no process lives on. Any number of callers may at once. */
export async function runDueJobs(ctx: Context): Promise<{ jobs: number; settled: number }> {
  const until = Date.now() + BUDGET_MS;
  const { boss } = await getBoss(ctx.db);
  await boss.supervise();
  const { settled } = await sweepSignups(ctx);
  let jobs = 0;
  for (const name of QUEUE_NAMES) {
    if (SCHEDULES[name] && Date.now() < until) await runJob(ctx, name, {});
    while (Date.now() < until) {
      const ran = await runBatch(ctx, name);
      jobs += ran;
      if (ran === 0) break;
    }
  }
  return { jobs, settled };
}

async function runBatch(ctx: Context, name: QueueName): Promise<number> {
  const { boss } = await getBoss(ctx.db);
  const batch = await boss.fetch(name, { batchSize: BATCH_SIZE });
  await Promise.all(
    batch.map(async ({ id, data }) => {
      const isDone = await runJob(ctx, name, data);
      await (isDone ? boss.complete(name, id) : boss.fail(name, id));
    }),
  );
  return batch.length;
}
