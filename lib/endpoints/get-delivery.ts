import { z } from "zod";
import { listAttempts } from "@/db/queries/deliveries";
import { findDeliveryRow } from "@/db/queries/delivery-lists";
import { mayChange, requireRole } from "@/lib/auth/require-role";
import type { ApiKey, Context, Staff } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { Id } from "@/lib/ids";
import { toPayload } from "./to-payload";

const ATTEMPTS_SHOWN_MAX = 50;

export const DeliveryKey = z.strictObject({ deliveryId: Id });

/** A delivery with the body that is sent and what each attempt brought. Throws forbidden, not_found. */
export async function getDelivery(
  ctx: Context<Staff>,
  { deliveryId }: z.output<typeof DeliveryKey>,
) {
  requireRole(ctx, "viewer", "endpoints:read");
  const [found, attempts] = await Promise.all([
    findDeliveryRow(ctx.db, deliveryId),
    listAttempts(ctx.db, { deliveryId, limit: ATTEMPTS_SHOWN_MAX }),
  ]);
  if (!found) throw notFound("delivery");
  const { delivery, event, endpoint } = found;
  return {
    id: delivery.id,
    endpoint: { id: endpoint.id, url: endpoint.url, state: endpoint.state },
    state: delivery.state,
    nextAttemptAt: delivery.state === "pending" ? delivery.nextAttemptAt.toISOString() : null,
    deliveredAt: delivery.deliveredAt?.toISOString() ?? null,
    replayedAt: delivery.replayedAt?.toISOString() ?? null,
    event: toPayload(event),
    attempts: attempts.map((one) => ({
      attempt: one.attempt,
      at: one.createdAt.toISOString(),
      status: one.status,
      error: one.error,
      tookMs: one.tookMs,
      responseBody: one.responseBody,
    })),
    mayChange: mayChange(ctx),
  };
}
export type DeliveryView = Awaited<ReturnType<typeof getDelivery>>;

/** The same for a key; its event only for one that may read events. Throws forbidden, not_found. */
export async function getDeliveryRecord(
  ctx: Context<ApiKey>,
  key: z.output<typeof DeliveryKey>,
): Promise<Omit<DeliveryView, "event"> & { event: DeliveryView["event"] | null }> {
  const { event, ...delivery } = await getDelivery(ctx, key);
  return { ...delivery, event: ctx.actor.scopes.includes("events:read") ? event : null };
}
