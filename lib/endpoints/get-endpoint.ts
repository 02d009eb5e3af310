import type { z } from "zod";
import { countDeliveries, findEndpoint } from "@/db/queries/endpoints";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Staff } from "@/lib/context";
import { notFound } from "@/lib/errors";
import type { EndpointKey } from "./endpoint-fields";
import { toEndpointView } from "./endpoint-view";
import type { ListedEndpoint } from "./list-endpoints";

/** One endpoint. Throws forbidden, not_found. */
export async function getEndpoint(
  ctx: Context<Staff>,
  { endpointId }: z.output<typeof EndpointKey>,
): Promise<ListedEndpoint> {
  requireRole(ctx, "viewer", "endpoints:read");
  const row = await findEndpoint(ctx.db, endpointId);
  if (!row) throw notFound("endpoint");
  const endpointIds = [endpointId];
  const [waiting, failed] = await Promise.all([
    countDeliveries(ctx.db, { endpointIds, state: "pending" }),
    countDeliveries(ctx.db, { endpointIds, state: "failed" }),
  ]);
  return {
    ...toEndpointView(row, ctx.now()),
    waiting: waiting.get(endpointId) ?? 0,
    failed: failed.get(endpointId) ?? 0,
  };
}
