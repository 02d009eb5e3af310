import { expireLinks } from "@/db/queries/links";
import { expireSignups, listUnsettled } from "@/db/queries/signup-sweep";
import { purgeExpired } from "@/lib/auth/purge-expired";
import type { Context } from "@/lib/context";
import { log } from "@/lib/log";
import { settleSignup } from "@/lib/signups/settle-signup";

const BATCH_MAX = 20;

/**
 * Goes on with what no browser is waiting for any more: signups with a sealed token and no answer yet, and
 * everything whose time is over. Each part is guarded, so any number of processes may run it at once.
 */
export async function sweep(ctx: Context): Promise<{ settled: number }> {
  const now = ctx.now();
  await expireSignups(ctx.db, now);
  await expireLinks(ctx.db, now);
  await purgeExpired(ctx.db, now);
  const due = ctx.meta ? await listUnsettled(ctx.db, now, BATCH_MAX) : [];
  for (const key of due) {
    await settleSignup(ctx, key).catch((error: unknown) => {
      log().error({ err: error, ...key, party: "perch" }, "signup could not be settled");
    });
  }
  return { settled: due.length };
}
