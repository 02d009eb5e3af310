import { listDropped } from "@/db/queries/dropped-connections";
import { expireLinks } from "@/db/queries/links";
import { expireSignups } from "@/db/queries/signup-sweep";
import { purgeExpired } from "@/lib/auth/purge-expired";
import { putAdvance } from "@/lib/connections/pass";
import type { Context } from "@/lib/context";

const BATCH_MAX = 200;

/**
 * Ends everything whose time is over, and gives connections that nobody moves a job again. Each part is guarded, so
 * any number of processes may run it at once.
 */
export async function sweep(ctx: Context): Promise<void> {
  const now = ctx.now();
  await expireSignups(ctx.db, now);
  await expireLinks(ctx.db, now);
  await purgeExpired(ctx.db, now);
  for (const key of await listDropped(ctx.db, now, BATCH_MAX))
    await ctx.db.transaction((tx) => putAdvance(ctx, tx, key));
}
