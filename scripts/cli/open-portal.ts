import { existsSync } from "node:fs";
import path from "node:path";
import { closeDb, getDb } from "../../db/client";
import { countPendingMigrations } from "../../db/migrate";
import { env } from "../../lib/env";
import { stopAll } from "../../lib/shutdown";
import { contextFor } from "../../lib/system-context";
import type { CliContext } from "./command";

/** Why nothing could be done, in one line that says how to mend it. */
export class CliError extends Error {}

/** Does work on the portal's own database and closes it. Throws CliError, DatabaseLockedError, EnvError. */
export async function withPortal<T>(work: (ctx: CliContext) => Promise<T>): Promise<T> {
  const { databaseUrl, dataDir } = env();
  // Opening would make an empty one.
  if (!databaseUrl && !existsSync(path.join(dataDir, "pglite")))
    throw new CliError(
      `There is no database in ${dataDir}. Start the portal once, or say where it is with DATABASE_URL or DATA_DIR.`,
    );
  try {
    const db = await getDb();
    const pending = await countPendingMigrations(db);
    if (pending > 0)
      throw new CliError(
        `The database is older than this version by ${pending} of its changes. Start this version's portal once, then try again.`,
      );
    const ctx = await contextFor({ kind: "system" as const });
    // What goes on in the background is the portal's; it finds the job in its queue.
    return await work({ ...ctx, jobs: { ...ctx.jobs, soon: () => {} } });
  } finally {
    await stopAll();
    await closeDb().catch(() => {});
  }
}
