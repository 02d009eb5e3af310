import type { ConnectionKey } from "@/db/queries/connection-lease";
import type { Context } from "@/lib/context";
import { advanceConnection } from "./advance-connection";

/** Moves a connection at once and in the background. Call it after the commit that put its job, which is the safety net. */
export function startAdvancing(ctx: Context, { tenantId, connectionId }: ConnectionKey): void {
  const system: Context = { ...ctx, actor: { kind: "system" } };
  ctx.jobs.soon(`advance ${connectionId}`, () =>
    advanceConnection(system, { tenantId, connectionId }),
  );
}
