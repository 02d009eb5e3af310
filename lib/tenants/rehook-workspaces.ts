import { takeMisplacedHooks } from "@/db/queries/workspaces";
import type { Context } from "@/lib/context";
import { hookUrlOf } from "./hook-url";
import { putEnsureWorkspace } from "./start-ensuring-workspace";

const BATCH_MAX = 200;
/** What Bird refused is tried again after this, and two processes with different APP_URLs do not chase each other. */
const AGAIN_MS = 600_000;

/** Has hooks moved that still go where Perch was before APP_URL changed, a batch at a time. */
export async function rehookWorkspaces(ctx: Context): Promise<void> {
  if (!ctx.bird) return;
  const now = ctx.now();
  const urlStart = hookUrlOf(ctx.env, "");
  const untouchedSince = new Date(now.getTime() - AGAIN_MS);
  await ctx.db.transaction(async (tx) => {
    const misplaced = { urlStart, now, untouchedSince, limit: BATCH_MAX };
    for (const tenantId of await takeMisplacedHooks(tx, misplaced))
      await putEnsureWorkspace(ctx, tx, tenantId);
  });
}
