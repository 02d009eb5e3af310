import { type OpenDatabase, openEmbedded, openPostgres } from "@/db/drivers";
import { closeListeners } from "@/db/listeners";
import type { Db } from "@/db/types";
import { env } from "@/lib/env";
import { log } from "@/lib/log";

// Next bundles instrumentation, routes and pages apart; only globalThis is one per process.
const slot = globalThis as typeof globalThis & { perchDatabase?: Promise<OpenDatabase> };

/** The one database handle of this process, opened on first use: PostgreSQL if configured, else embedded. */
export async function getDb(): Promise<Db> {
  slot.perchDatabase ??= open();
  return (await slot.perchDatabase).db;
}

/** Closes what getDb opened, if anything, and lets go of the embedded database's lock. */
export async function closeDb(): Promise<void> {
  const opening = slot.perchDatabase;
  slot.perchDatabase = undefined;
  const opened = await opening?.catch(() => undefined);
  if (!opened) return;
  await closeListeners(opened.db);
  await opened.close();
}

async function open(): Promise<OpenDatabase> {
  const { databaseUrl, dataDir } = env();
  try {
    if (!databaseUrl) return await openEmbedded(dataDir);
    return await openPostgres(databaseUrl, (error) => {
      log().error({ err: error }, "a database connection was lost");
    });
  } catch (error) {
    slot.perchDatabase = undefined;
    throw error;
  }
}
