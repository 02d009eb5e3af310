import type { Db } from "@/db/types";
import type { Context } from "@/lib/context";
import { ensureWorkspace } from "./ensure-workspace";

/** Has a tenant's workspace readied, with the commit of the transaction: long before its customer waits for it. */
export async function putEnsureWorkspace(
  ctx: Pick<Context, "jobs">,
  tx: Db,
  tenantId: string,
): Promise<void> {
  await ctx.jobs.put(tx, { queue: "ensure_workspace", key: tenantId, data: { tenantId } });
}

/** Begins at once; the job is the safety net. */
export function startEnsuringWorkspace(ctx: Context, tenantId: string): void {
  if (!ctx.bird) return;
  const system: Context = { ...ctx, actor: { kind: "system" } };
  ctx.jobs.soon(`workspace ${tenantId}`, () => ensureWorkspace(system, tenantId));
}
