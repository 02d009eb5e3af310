import { z } from "zod";
import { type DeliveryListRow, listDeliveryRows } from "@/db/queries/delivery-lists";
import { tenantNames } from "@/db/queries/tenant-matches";
import { mayChange, requireRole } from "@/lib/auth/require-role";
import type { Context, Staff } from "@/lib/context";
import { FilterText } from "@/lib/http/list-fields";
import { Paging } from "@/lib/http/search-params";
import { Id, supportReference } from "@/lib/ids";
import { tenantsLike } from "@/lib/tenants/tenants-like";
import { DELIVERY_STATES, EVENT_TYPES } from "./states";

const PAGE_SIZE = 25;

export const DeliveryFilters = Paging.extend({
  endpoint: Id.optional().catch(undefined),
  state: z.enum(DELIVERY_STATES).optional().catch(undefined),
  type: z.enum(EVENT_TYPES).optional().catch(undefined),
  tenant: FilterText,
  connection: Id.optional().catch(undefined),
});
type Filters = z.output<typeof DeliveryFilters> & { limit?: number };

/** One page of what was sent or is to be, of all tenants, newest first. Throws forbidden. */
export async function listDeliveries(ctx: Context<Staff>, input: Filters) {
  requireRole(ctx, "viewer", "endpoints:read");
  const { endpoint, state, type, tenant, connection, limit = PAGE_SIZE, ...paging } = input;
  const { tenantIds, isCut } = await tenantsLike(ctx.db, tenant);
  const { rows, older, newer } = await listDeliveryRows(
    ctx.db,
    { endpointId: endpoint, state, type, tenantIds, connectionId: connection },
    { ...paging, limit },
  );
  const names = await tenantNames(
    ctx.db,
    rows.flatMap(({ event: { tenantId } }) => tenantId ?? []),
  );
  return {
    rows: rows.map((row) => toListed(row, names)),
    ...{ older, newer, isCut },
    mayChange: mayChange(ctx),
  };
}
export type ListedDelivery = ReturnType<typeof toListed>;

function toListed({ delivery, event, url }: DeliveryListRow, names: Map<string, string>) {
  const { tenantId, connectionId } = event;
  return {
    id: delivery.id,
    endpointId: delivery.endpointId,
    url,
    eventId: event.id,
    type: event.type,
    tenantId,
    tenantName: tenantId ? (names.get(tenantId) ?? null) : null,
    connectionId,
    connectionReference: connectionId ? supportReference(connectionId) : null,
    sequence: event.sequence,
    state: delivery.state,
    attempts: delivery.attempts,
    nextAttemptAt: delivery.state === "pending" ? delivery.nextAttemptAt.toISOString() : null,
    deliveredAt: delivery.deliveredAt?.toISOString() ?? null,
    replayedAt: delivery.replayedAt?.toISOString() ?? null,
    createdAt: event.createdAt.toISOString(),
  };
}
