import { sql } from "drizzle-orm";
import {
  type Db as BossDb,
  type ConstructorOptions,
  type DrizzleTransactionLike,
  fromDrizzle,
  fromPglite,
  PgBoss,
} from "pg-boss";
import { driverOf } from "@/db/drivers";
import type { Db } from "@/db/types";
import { log } from "@/lib/log";
import { inBackground } from "./background";
import type { Jobs } from "./jobs";
import { EVERY_MINUTES, QUEUE_NAMES } from "./queues";

/** An attempt that takes longer than this is tried again, whatever its process says. */
const EXPIRE_SECONDS = 55;
/** A process that shows no sign of life for this long is replaced; so is one that never heard what it had fetched. */
export const HEARTBEAT_SECONDS = 20;
/** How often dead attempts are looked for; with the heartbeat, all are found within a minute. */
const SUPERVISE_SECONDS = 10;
/** Longer than the pause of any schedule: the row of a job that has run keeps its time slot taken. */
const KEEP_DONE_SECONDS = 3_600;

const QUEUE_OPTIONS = {
  expireInSeconds: EXPIRE_SECONDS,
  heartbeatSeconds: HEARTBEAT_SECONDS,
  retryLimit: 20,
  retryDelay: 2,
  retryBackoff: true,
  retryDelayMax: 300,
  deleteAfterSeconds: KEEP_DONE_SECONDS,
};

export type Boss = { boss: PgBoss; jobs: Jobs };

/** Readies pg-boss and its queues on a database; it works on nothing until told to. Any number of processes may. */
export async function startBoss(db: Db, { isWorker }: { isWorker: boolean }): Promise<Boss> {
  const boss = new PgBoss({
    ...backendOf(db),
    supervise: isWorker,
    schedule: isWorker,
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
    registerInstance: false,
    reindex: false,
    monitorVacuum: false,
    openTelemetry: { enabled: false },
  });
  boss.on("error", (error) =>
    log().error({ err: error, party: "perch" }, "the job queue stumbled"),
  );
  await boss.start();
  for (const name of QUEUE_NAMES) {
    await boss.createQueue(name, { policy: "short", ...QUEUE_OPTIONS });
    // A queue that an earlier version made keeps its options otherwise.
    await boss.updateQueue(name, QUEUE_OPTIONS);
  }
  if (isWorker)
    for (const [name, minutes] of Object.entries(EVERY_MINUTES))
      await boss.schedule(name, `*/${minutes} * * * *`);
  return { boss, jobs: jobsOf(boss) };
}

/** The queues as verbs use them; jobs are put in the transaction of the change that asks for them. */
export function jobsOf(boss: PgBoss): Jobs {
  return {
    async put(tx, { queue, key, data, startAfter }) {
      await boss.upsert(queue, data, {
        singletonKey: key,
        startAfter: startAfter ?? new Date(0),
        db: fromDrizzle(tx as unknown as DrizzleTransactionLike, sql),
      });
    },
    soon: inBackground,
  };
}

function backendOf(db: Db): ConstructorOptions {
  const driver = driverOf(db);
  if (driver.kind === "pglite") return { db: fromPglite(driver.client), backend: "pglite" };
  const { pool } = driver;
  const own: BossDb = {
    async executeSql(text, values) {
      const result: unknown = await pool.query(text, values?.length ? values : undefined);
      const parts = (Array.isArray(result) ? result : [result]) as { rows?: unknown[] }[];
      return { rows: parts.flatMap(({ rows }) => rows ?? []) };
    },
  };
  return { db: own };
}

// Next bundles instrumentation and routes apart; only globalThis is one per process.
const slot = globalThis as typeof globalThis & { perchBoss?: Promise<Boss> };

/** The queues of this process, readied on first use. Whoever is to work on them says so first. */
export function getBoss(
  db: Db,
  options: { isWorker: boolean } = { isWorker: false },
): Promise<Boss> {
  slot.perchBoss ??= startBoss(db, options).catch((error: unknown) => {
    slot.perchBoss = undefined;
    throw error;
  });
  return slot.perchBoss;
}
