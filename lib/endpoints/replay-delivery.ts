import type { z } from "zod";
import { findDelivery, replayDeliveryRow } from "@/db/queries/deliveries";
import { findEvent } from "@/db/queries/events";
import { recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Staff } from "@/lib/context";
import { notFound } from "@/lib/errors";
import type { DeliveryKey } from "./get-delivery";
import { startDelivering } from "./start-delivering";

/**
 * Sends an event to its endpoint once more, the same body under the same `webhook-id`, with all its tries; one that is
 * still to arrive stays as it is. Throws forbidden, not_found.
 */
export async function replayDelivery(
  ctx: Context<Staff>,
  { deliveryId }: z.output<typeof DeliveryKey>,
): Promise<{ deliveryId: string }> {
  requireRole(ctx, "admin", "endpoints:write");
  const endpointId = await ctx.db.transaction(async (tx) => {
    const before = await findDelivery(tx, deliveryId);
    const event = before && (await findEvent(tx, before.eventId));
    if (!before || !event) throw notFound("delivery");
    if (await replayDeliveryRow(tx, deliveryId, ctx.now()))
      await recordAudit(tx, ctx, {
        action: "delivery.replayed",
        tenantId: event.tenantId ?? undefined,
        subjectId: deliveryId,
        detail: { type: event.type, eventId: event.id, before: before.state },
      });
    return before.endpointId;
  });
  startDelivering(ctx, endpointId);
  return { deliveryId };
}
