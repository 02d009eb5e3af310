import { closeDb, getDb } from "../db/client";
import { migrate } from "../db/migrate";
import { EnvError, env } from "../lib/env";
import { getBoss } from "../lib/jobs/boss";
import { startWorkers } from "../lib/jobs/start-workers";
import { log } from "../lib/log";
import { stopAll } from "../lib/shutdown";
import { systemContext } from "../lib/system-context";
import { loadDotEnv } from "./paths";

const SHUTDOWN_LIMIT_MS = 9_000;

/** Works on the queues of a PostgreSQL database, beside any number of servers and other workers. */
async function work(): Promise<void> {
  loadDotEnv();
  if (!env().databaseUrl)
    throw new EnvError([
      "DATABASE_URL: a worker needs PostgreSQL; the embedded database has one process, and that is the server",
    ]);
  const db = await getDb();
  await migrate(db);
  await getBoss(db, { isWorker: true });
  await startWorkers(await systemContext());
  log().info("working");
  process.send?.({ type: "worker-ready" });
}

let isStopping = false;
async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  setTimeout(() => process.exit(0), SHUTDOWN_LIMIT_MS).unref();
  log().info("stopping");
  await stopAll();
  await closeDb();
  process.exit(0);
}

for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop());

work().catch(async (error: unknown) => {
  console.error(`\n${error instanceof EnvError ? error.message : String(error)}\n`);
  await closeDb().catch(() => {});
  process.exit(1);
});
