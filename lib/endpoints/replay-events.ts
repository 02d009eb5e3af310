import { z } from "zod";
import { replayFailed } from "@/db/queries/deliveries";
import type { Db } from "@/db/types";
import { recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import type { Context } from "@/lib/context";
import { Id } from "@/lib/ids";
import { hostOf } from "./endpoint-url";
import { requireEndpoint } from "./require-endpoint";
import { startDelivering } from "./start-delivering";

const BATCH_SIZE = 1_000;

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
  const wanted = { endpointId, since, now: ctx.now() };
  let replayed = 0;
  for (let count = BATCH_SIZE; count === BATCH_SIZE; replayed += count)
    count = await ctx.db.transaction((tx) => replaySome(ctx, tx, wanted));
  startDelivering(ctx, endpointId);
  return { replayed };
}

type Wanted = { endpointId: string; since: Date; now: Date };

/** All at once could take longer than a statement may. A run that is killed has told of what it did. */
async function replaySome(ctx: Context, tx: Db, wanted: Wanted): Promise<number> {
  const { endpointId, since } = wanted;
  const { url } = await requireEndpoint(tx, endpointId);
  const count = await replayFailed(tx, { ...wanted, limit: BATCH_SIZE });
  const detail = { host: hostOf(url), since: since.toISOString(), count };
  if (count > 0)
    await recordAudit(tx, ctx, { action: "endpoint.replayed", subjectId: endpointId, detail });
  return count;
}
