import { sql } from "drizzle-orm";
import { getDb } from "@/db/client";
import { type Handler, type ListenOptions, listenOn } from "@/db/listeners";
import type { Db } from "@/db/types";

/**
 * Calls the handler with each notification of a channel until the returned function is called.
 * Any number of listeners share one connection, which comes back by itself when it is lost.
 */
export async function listen(
  channel: string,
  handler: Handler,
  options: ListenOptions & { db?: Db } = {},
): Promise<() => Promise<void>> {
  return listenOn(options.db ?? (await getDb()), channel, { handler, onGap: options.onGap });
}

/** Sends a notification; inside a transaction it leaves with the commit. At most 7,999 bytes. */
export async function notify(tx: Db, channel: string, payload: string): Promise<void> {
  await tx.execute(sql`select pg_notify(${channel}, ${payload})`);
}
