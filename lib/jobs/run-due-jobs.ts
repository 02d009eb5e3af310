import type { Context } from "@/lib/context";
import { log } from "@/lib/log";
import { getBoss, HEARTBEAT_SECONDS } from "./boss";
import { EVERY_MINUTES, QUEUE_NAMES, type QueueName } from "./queues";
import { runJob } from "./start-workers";
import { sweepSignups } from "./sweep-signups";

/** Functions of serverless hosts end after a minute; what is left waits for the next call. */
const BUDGET_MS = 45_000;
const BATCH_SIZE = 10;
const TOUCH_MS = (HEARTBEAT_SECONDS * 1_000) / 2;

/** Runs everything that is due and returns, where no process lives on. Any number of callers may at once. */
export async function runDueJobs(ctx: Context): Promise<{ jobs: number; settled: number }> {
  const until = Date.now() + BUDGET_MS;
  const { boss } = await getBoss(ctx.db);
  await boss.supervise();
  const { settled } = await sweepSignups(ctx);
  let jobs = 0;
  for (const name of QUEUE_NAMES) {
    const minutes = EVERY_MINUTES[name];
    // One job per time slot, whoever puts it: the row of one that has run stands in the way of another.
    if (minutes) await boss.send(name, {}, { singletonSeconds: minutes * 60 });
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
  if (batch.length === 0) return 0;
  const heartbeat = setInterval(() => {
    boss.touch(name, batch).catch((error: unknown) => {
      log().warn({ err: error, queue: name, party: "perch" }, "no heartbeat of a job");
    });
  }, TOUCH_MS);
  try {
    await Promise.all(
      batch.map(async (job) => {
        const isDone = await runJob(ctx, name, job.data);
        await (isDone ? boss.complete(name, job) : boss.fail(name, job));
      }),
    );
  } finally {
    clearInterval(heartbeat);
  }
  return batch.length;
}
