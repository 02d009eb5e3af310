import type { PgBoss } from "pg-boss";
import type { Context } from "@/lib/context";
import { deliverAsTheyHappen } from "@/lib/endpoints/start-delivering";
import { log } from "@/lib/log";
import { onShutdown } from "@/lib/shutdown";
import { getBoss } from "./boss";
import { HANDLERS, NotYetError } from "./handlers";
import { type JobData, QUEUE_NAMES, QUEUES, type QueueName } from "./queues";
import { sweepSignups } from "./sweep-signups";

const POLL_SECONDS = 2;
const SIGNUPS_EVERY_MS = 5_000;
const STOP_LIMIT_MS = 6_000;
/** Jobs of one fetch are settled together, so a slow one holds up only its own. */
const MANY = { batchSize: 10, localConcurrency: 2 };

/** Works on every queue until the process ends. Any number of processes on any number of machines may. */
export async function startWorkers(ctx: Context): Promise<void> {
  const { boss } = await getBoss(ctx.db);
  for (const name of QUEUE_NAMES) await workOn(ctx, boss, name);
  await deliverAsTheyHappen(ctx);
  const stopSweeping = everyFewSeconds(() => sweepSignups(ctx));
  onShutdown("workers", async () => {
    await Promise.all([
      stopSweeping(),
      boss.stop({ graceful: true, timeout: STOP_LIMIT_MS, close: false }),
    ]);
  });
}

async function workOn(ctx: Context, boss: PgBoss, name: QueueName): Promise<void> {
  const many = name === "advance_connection" ? MANY : {};
  const options = { pollingIntervalSeconds: POLL_SECONDS, ...many, perJobResults: true as const };
  await boss.work(name, options, (jobs) =>
    Promise.all(
      jobs.map(async ({ id, data }) => {
        const isDone = await runJob(ctx, name, data);
        return isDone ? { id, status: "completed" as const } : { id, status: "failed" as const };
      }),
    ),
  );
}

/** Runs one job; false when it is to be tried again. Never throws. */
export async function runJob<Q extends QueueName>(
  ctx: Context,
  name: Q,
  data: unknown,
): Promise<boolean> {
  try {
    const handler = HANDLERS[name] as (ctx: Context, data: JobData<Q>) => Promise<unknown>;
    await handler(ctx, QUEUES[name].parse(data ?? {}) as JobData<Q>);
    return true;
  } catch (error) {
    if (!(error instanceof NotYetError))
      log().error({ err: error, queue: name, party: "perch" }, "a job failed");
    return false;
  }
}

/** One pass at a time; a pass that is slow delays the next. */
function everyFewSeconds(work: () => Promise<unknown>): () => Promise<void> {
  let pass: Promise<unknown> = Promise.resolve();
  let isRunning = false;
  const timer = setInterval(() => {
    if (isRunning) return;
    isRunning = true;
    pass = work()
      .catch((error: unknown) => log().error({ err: error, party: "perch" }, "due work failed"))
      .finally(() => {
        isRunning = false;
      });
  }, SIGNUPS_EVERY_MS).unref();
  return async () => {
    clearInterval(timer);
    await pass;
  };
}
