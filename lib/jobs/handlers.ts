import { advanceConnection } from "@/lib/connections/advance-connection";
import { checkDueHealth } from "@/lib/connections/check-due-health";
import type { Context } from "@/lib/context";
import { deliverEvents } from "@/lib/endpoints/deliver-events";
import { tellStopped } from "@/lib/endpoints/tell-stopped";
import { resolveShares } from "@/lib/shares/resolve-shares";
import { scanShares } from "@/lib/shares/scan-shares";
import { ensureWorkspace } from "@/lib/tenants/ensure-workspace";
import { processWebhooks } from "@/lib/webhooks/process-webhooks";
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
    process_webhooks: processWebhooks,
    deliver_events: (ctx) => deliverEvents(ctx),
    tell_endpoint_stopped: tellStopped,
    resolve_shares: resolveShares,
    scan_shares: scanShares,
    check_health: checkDueHealth,
    sweep,
  };

/** Nothing is wrong here; a provider did not answer yet. */
export class NotYetError extends Error {
  override name = "NotYetError";
}
