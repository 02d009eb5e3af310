import { resetSteps } from "@/db/queries/connection-steps";
import { listStaying } from "@/db/queries/connections";
import type { Context } from "@/lib/context";
import { putAdvance } from "./pass";

/** Has our app subscribed anew for every connection that is to stay on an account, of whichever tenant. */
export async function subscribeHolders(ctx: Context, wabaId: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    for (const key of await listStaying(tx, wabaId)) {
      await resetSteps(tx, { ...key, steps: ["subscribe_app"], states: ["running", "done"] });
      await putAdvance(ctx, tx, key);
    }
  });
}
