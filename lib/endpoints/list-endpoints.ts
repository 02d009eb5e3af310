import { countDeliveries, listEndpointRows } from "@/db/queries/endpoints";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Staff } from "@/lib/context";
import { type EndpointView, toEndpointView } from "./endpoint-view";

/** `waiting` and `failed` count deliveries: those that are still to arrive, and those that were given up; each up to `COUNTED_MAX`. */
export type ListedEndpoint = EndpointView & { waiting: number; failed: number };

/** All endpoints, oldest first. Throws forbidden. */
export async function listEndpoints(ctx: Context<Staff>): Promise<ListedEndpoint[]> {
  requireRole(ctx, "viewer", "endpoints:read");
  const rows = await listEndpointRows(ctx.db);
  const endpointIds = rows.map(({ id }) => id);
  const [waiting, failed] = await Promise.all([
    countDeliveries(ctx.db, { endpointIds, state: "pending" }),
    countDeliveries(ctx.db, { endpointIds, state: "failed" }),
  ]);
  return rows.map((row) => ({
    ...toEndpointView(row, ctx.now()),
    waiting: waiting.get(row.id) ?? 0,
    failed: failed.get(row.id) ?? 0,
  }));
}
