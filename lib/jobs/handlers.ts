import { advanceConnection } from "@/lib/connections/advance-connection";
import { checkDueHealth } from "@/lib/connections/check-due-health";
import type { Context } from "@/lib/context";
import { ensureWorkspace } from "@/lib/tenants/ensure-workspace";
import type { JobData, QueueName } from "./queues";
import { sweep } from "./sweep";

/** What each queue does. All of them may run twice, at once, and anywhere. */
export const HANDLERS: { [Q in QueueName]: (ctx: Context, data: JobData<Q>) => Promise<unknown> } =
  {
    advance_connection: advanceConnection,
    ensure_workspace: async (ctx, { tenantId }) => {
      const ensured = await ensureWorkspace(ctx, tenantId);
      // A job that throws is tried again with growing pauses; what needs a person is not.
      if (ensured.kind === "retry" || ensured.kind === "wait") throw new NotYetError();
    },
    process_webhooks: async () => {},
    resolve_shares: async () => {},
    scan_shares: async () => {},
    check_health: checkDueHealth,
    sweep,
  };

/** Nothing is wrong here; a provider did not answer yet. */
export class NotYetError extends Error {
  override name = "NotYetError";
}
