import { notify } from "@/db/listen";
import type { ConnectionRow } from "@/db/queries/connections";
import type { Db } from "@/db/types";

/** The channel on which every change of a connection is announced, with the commit that makes it. */
export const CONNECTION_CHANGED = "connection_changed";

/** Wakes the pages that watch a connection; the message names the row and nothing else. */
export async function announceConnection(tx: Db, { id }: Pick<ConnectionRow, "id">): Promise<void> {
  await notify(tx, CONNECTION_CHANGED, id);
}
