import { and, eq, inArray } from "drizzle-orm";
import type { DeliveryState, EventType } from "@/lib/endpoints/states";
import { deliveries, endpoints, events } from "../schema";
import type { Db } from "../types";
import type { DeliveryRow } from "./deliveries";
import type { EventRow } from "./events";
import { type Keyset, keysetOf, type Page, toPage } from "./keyset";

export type DeliveryFilter = {
  endpointId?: string | undefined;
  state?: DeliveryState | undefined;
  type?: EventType | undefined;
  tenantIds?: string[] | undefined;
  connectionId?: string | undefined;
};
export type DeliveryListRow = { delivery: DeliveryRow; event: EventRow; url: string };

/** One page of deliveries of all tenants, newest first; for operators and keys. */
export async function listDeliveryRows(
  db: Db,
  { endpointId, state, type, tenantIds, connectionId }: DeliveryFilter,
  keyset: Keyset,
): Promise<Page<DeliveryListRow>> {
  const page = keysetOf(deliveries.id, keyset);
  const rows = await db
    .select({ delivery: deliveries, event: events, url: endpoints.url })
    .from(deliveries)
    .innerJoin(events, eq(events.id, deliveries.eventId))
    .innerJoin(endpoints, eq(endpoints.id, deliveries.endpointId))
    .where(
      and(
        endpointId ? eq(deliveries.endpointId, endpointId) : undefined,
        state ? eq(deliveries.state, state) : undefined,
        type ? eq(events.type, type) : undefined,
        tenantIds ? inArray(events.tenantId, tenantIds) : undefined,
        connectionId ? eq(events.connectionId, connectionId) : undefined,
        page.where,
      ),
    )
    .orderBy(page.orderBy)
    .limit(page.limit);
  return toPage(rows, keyset, ({ delivery }) => delivery.id);
}

/** A delivery with its event and endpoint, of whichever tenant. */
export async function findDeliveryRow(db: Db, deliveryId: string) {
  const [row] = await db
    .select({ delivery: deliveries, event: events, endpoint: endpoints })
    .from(deliveries)
    .innerJoin(events, eq(events.id, deliveries.eventId))
    .innerJoin(endpoints, eq(endpoints.id, deliveries.endpointId))
    .where(eq(deliveries.id, deliveryId));
  return row;
}
