import { closeDb, getDb } from "@/db/client";
import { migrate } from "@/db/migrate";
import { env } from "@/lib/env";
import { drain, watchRequests } from "@/lib/http/drain";
import { log } from "@/lib/log";
import { stopAll } from "@/lib/shutdown";
import { startUp } from "@/lib/start-up";

const SHUTDOWN_LIMIT_MS = 9_000;

/** Readies the process or ends it: a server that Next keeps up with a failed start answers nonsense. */
export async function startServer(): Promise<void> {
  try {
    env();
    await migrate(await getDb());
    if (process.env.NODE_ENV === "production") shutDownOnSignal();
    await startUp();
  } catch (error) {
    process.stderr.write(`\n${explain(error)}\n\n`);
    await closeDb().catch(() => {});
    process.exit(1);
  }
}

function shutDownOnSignal(): void {
  watchRequests();
  let isStopping = false;
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(0), SHUTDOWN_LIMIT_MS).unref();
    void shutDown();
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    // Next's own handler waits for open streams for ever and exits before the database is closed.
    process.removeAllListeners(signal);
    process.on(signal, stop);
  }
}

async function shutDown(): Promise<void> {
  log().info("stopping");
  await Promise.all([drain(), stopAll()]);
  await closeDb().catch((error: unknown) => log().error({ err: error }, "could not close"));
  process.exit(0);
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return "Perch cannot start.";
  if (error.name === "EnvError" || error.name === "DatabaseLockedError") return error.message;
  if (/ECONN|ENOTFOUND|ETIMEDOUT|EAI_AGAIN|timeout/.test(`${codeOf(error)} ${error.message}`)) {
    return `Perch cannot reach its database (${codeOf(error) || error.message}). Is the server of DATABASE_URL running, and may this machine connect?`;
  }
  return `Perch cannot start: ${error.stack ?? error.message}`;
}

function codeOf(error: Error): string {
  return "code" in error ? String(error.code) : "";
}
