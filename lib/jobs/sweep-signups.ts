import { listUnsettled } from "@/db/queries/signup-sweep";
import type { Context } from "@/lib/context";
import { log } from "@/lib/log";
import { settleSignup } from "@/lib/signups/settle-signup";

const BATCH_MAX = 20;

/**
 * Goes on with signups whose token is sealed and whose browser waits no more. Their own rows are the queue, for a
 * job beside each would make the thirty seconds of a code shorter. Guarded, so any number of processes may run it.
 */
export async function sweepSignups(ctx: Context): Promise<{ settled: number }> {
  if (!ctx.meta) return { settled: 0 };
  const due = await listUnsettled(ctx.db, ctx.now(), BATCH_MAX);
  for (const key of due) {
    await settleSignup(ctx, key).catch((error: unknown) => {
      log().error({ err: error, ...key, party: "perch" }, "signup could not be settled");
    });
  }
  return { settled: due.length };
}
