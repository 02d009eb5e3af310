import { listen } from "@/db/listen";
import type { Context } from "@/lib/context";
import { onShutdown } from "@/lib/shutdown";
import { deliverEvents, deliverTo } from "./deliver-events";

/** The channel on which the database names an endpoint that an event waits for, with the commit that makes it. */
const EVENT_DELIVERY = "event_delivery";

/**
 * Sends what is due for an endpoint, at once and without being waited for. Behind it is the schedule of the queue
 * `deliver_events`.
 */
export function startDelivering(ctx: Context, endpointId: string): void {
  const system: Context = { ...ctx, actor: { kind: "system" } };
  ctx.jobs.soon(`deliver to ${endpointId}`, () => deliverTo(system, endpointId));
}

/** Has this process deliver events as they happen, until it ends. */
export async function deliverAsTheyHappen(ctx: Context): Promise<void> {
  const missed = () => ctx.jobs.soon("deliver events", () => deliverEvents(ctx));
  const stop = await listen(EVENT_DELIVERY, (endpointId) => startDelivering(ctx, endpointId), {
    db: ctx.db,
    onGap: missed,
  });
  onShutdown("event deliveries", stop);
  missed();
}
