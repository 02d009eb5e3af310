import type { z } from "zod";
import { insertDelivery } from "@/db/queries/deliveries";
import { insertEvent } from "@/db/queries/events";
import { recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Staff } from "@/lib/context";
import { AppError } from "@/lib/errors";
import type { EndpointKey } from "./endpoint-fields";
import { hostOf } from "./endpoint-url";
import { requireEndpoint } from "./require-endpoint";
import { startDelivering } from "./start-delivering";

/**
 * Sends an event `endpoint.test` to one endpoint, whatever types it wants. Throws forbidden, not_found, conflict for an
 * endpoint that is off.
 */
export async function sendTestEvent(
  ctx: Context<Staff>,
  { endpointId }: z.output<typeof EndpointKey>,
): Promise<{ eventId: string; deliveryId: string }> {
  requireRole(ctx, "admin", "endpoints:write");
  const now = ctx.now();
  const sent = await ctx.db.transaction(async (tx) => {
    const { state, url } = await requireEndpoint(tx, endpointId);
    if (state !== "enabled") throw isOff();
    const event = await insertEvent(tx, {
      ...{ type: "endpoint.test", data: { endpoint: { id: endpointId } }, createdAt: now },
    });
    const delivery = await insertDelivery(tx, {
      ...{ eventId: event.id, endpointId, nextAttemptAt: now, createdAt: now },
    });
    const detail = { host: hostOf(url), eventId: event.id };
    await recordAudit(tx, ctx, { action: "endpoint.tested", subjectId: endpointId, detail });
    return { eventId: event.id, deliveryId: delivery.id };
  });
  startDelivering(ctx, endpointId);
  return sent;
}

function isOff(): AppError {
  const message = "This endpoint is switched off. Enable it, then send the test.";
  return new AppError("conflict", message, { reason: "endpoint_off" });
}
