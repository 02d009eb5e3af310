import type { z } from "zod";
import { listAttempts } from "@/db/queries/deliveries";
import {
  type DeliveryListRow,
  findDeliveryRow,
  listDeliveryRows,
} from "@/db/queries/delivery-lists";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Staff } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { toAttemptView } from "./attempt-view";
import { ATTEMPTS_SHOWN_MAX, type DeliveryKey } from "./get-delivery";
import type { DeliveryState, EventType } from "./states";
import { toPayload } from "./to-payload";

/** A delivery as programs read it. */
export type DeliveryRecord = ReturnType<typeof toRecord>;

type Asked = {
  endpointId?: string | undefined;
  state?: DeliveryState | undefined;
  type?: EventType | undefined;
  tenantId?: string | undefined;
  connectionId?: string | undefined;
  limit: number;
  after: string | undefined;
};

/** A page of deliveries, newest first, and the id after which the next begins. Throws forbidden. */
export async function listDeliveryRecords(
  ctx: Context<Staff>,
  { tenantId, limit, after, ...filter }: Asked,
): Promise<{ rows: DeliveryRecord[]; older: string | undefined }> {
  requireRole(ctx, "viewer", "endpoints:read");
  const tenantIds = tenantId ? [tenantId] : undefined;
  const page = await listDeliveryRows(ctx.db, { ...filter, tenantIds }, { limit, after });
  return { rows: page.rows.map(toRecord), older: page.older };
}

/**
 * One with its event, for keys that may read events, and what the newest tries brought, oldest of them first. Throws
 * forbidden, not_found.
 */
export async function getDeliveryRecord(
  ctx: Context<Staff>,
  { deliveryId }: z.output<typeof DeliveryKey>,
) {
  requireRole(ctx, "viewer", "endpoints:read");
  const [found, attempts] = await Promise.all([
    findDeliveryRow(ctx.db, deliveryId),
    listAttempts(ctx.db, { deliveryId, limit: ATTEMPTS_SHOWN_MAX }),
  ]);
  if (!found) throw notFound("delivery");
  return {
    ...toRecord(found),
    event: maySeeEvents(ctx) ? toPayload(found.event) : null,
    tries: attempts.map((one) => toAttemptView(one, found.event.id)),
  };
}

function maySeeEvents({ actor }: Context<Staff>): boolean {
  return actor.kind === "operator" || actor.scopes.includes("events:read");
}

/** One for a verb that has authorised and made or changed it. Throws not_found. */
export async function readDeliveryRecord(
  { db }: Pick<Context, "db">,
  deliveryId: string,
): Promise<DeliveryRecord> {
  const found = await findDeliveryRow(db, deliveryId);
  if (!found) throw notFound("delivery");
  return toRecord(found);
}

function toRecord({ delivery, event }: Pick<DeliveryListRow, "delivery" | "event">) {
  const { id, endpointId, state, attempts, nextAttemptAt, deliveredAt, replayedAt } = delivery;
  const { id: eventId, type, tenantId, connectionId, sequence, createdAt } = event;
  return {
    ...{ id, endpointId, eventId, type, tenantId, connectionId, sequence, state, attempts },
    nextAttemptAt: state === "pending" ? nextAttemptAt.toISOString() : null,
    deliveredAt: deliveredAt?.toISOString() ?? null,
    replayedAt: replayedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}
