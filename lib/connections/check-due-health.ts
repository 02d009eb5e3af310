import type { ConnectionKey } from "@/db/queries/connection-lease";
import { resetSteps } from "@/db/queries/connection-steps";
import { lockConnection, updateConnection } from "@/db/queries/connections";
import { listHealthDue } from "@/db/queries/dropped-connections";
import type { Context } from "@/lib/context";
import { advanceConnection } from "./advance-connection";
import { putAdvance } from "./pass";

const BATCH_MAX = 200;
const SIDE_BY_SIDE = 5;
/** A reading that does not come to an end is asked for again after this. */
const AGAIN_MS = 3_600_000;

/**
 * Reads the health of connected numbers that are due, a few at a time. Meta allows 200 calls an hour and account
 * before it is in use; a reading costs three, once a day, or twice an hour while something is in review.
 */
export async function checkDueHealth(ctx: Context): Promise<void> {
  const due = (await listHealthDue(ctx.db, ctx.now(), BATCH_MAX)).values();
  const lane = async () => {
    for (const key of due) if (await ask(ctx, key)) await advanceConnection(ctx, key);
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, lane));
}

/** Has the step done again; the connection stays connected while it is. */
async function ask(ctx: Context, key: ConnectionKey): Promise<boolean> {
  return ctx.db.transaction(async (tx) => {
    const connection = await lockConnection(tx, key);
    const now = ctx.now();
    const isDue = connection?.healthDueAt && connection.healthDueAt <= now;
    if (connection?.state !== "connected" || !isDue) return false;
    const healthDueAt = new Date(now.getTime() + AGAIN_MS);
    if (!(await updateConnection(tx, connection, { healthDueAt }))) return false;
    await resetSteps(tx, { ...key, steps: ["check_health"] });
    await putAdvance(ctx, tx, key);
    return true;
  });
}
