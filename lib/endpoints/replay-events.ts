import { z } from "zod";
import { replayFailed } from "@/db/queries/deliveries";
import { recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import type { Context } from "@/lib/context";
import { Id } from "@/lib/ids";
import { hostOf } from "./endpoint-url";
import { requireEndpoint } from "./require-endpoint";
import { startDelivering } from "./start-delivering";

/** `since` is a time, or a day of the UTC calendar. */
export const ReplayEvents = z.strictObject({
  endpointId: Id,
  since: z.iso.datetime({ offset: true }).or(z.iso.date()).pipe(z.coerce.date()),
});

/** Sends an endpoint everything once more that was given up, of events since a time. Throws forbidden, not_found. */
export async function replayEvents(
  ctx: Context,
  { endpointId, since }: z.output<typeof ReplayEvents>,
): Promise<{ replayed: number }> {
  requireRole(ctx, "admin", "endpoints:write");
  const replayed = await ctx.db.transaction(async (tx) => {
    const { url } = await requireEndpoint(tx, endpointId);
    const count = await replayFailed(tx, { endpointId, since, now: ctx.now() });
    const detail = { host: hostOf(url), since: since.toISOString(), count };
    if (count > 0)
      await recordAudit(tx, ctx, { action: "endpoint.replayed", subjectId: endpointId, detail });
    return count;
  });
  startDelivering(ctx, endpointId);
  return { replayed };
}
