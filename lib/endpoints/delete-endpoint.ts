import type { z } from "zod";
import { deleteEndpointRow, deleteSomeDeliveries } from "@/db/queries/endpoints";
import { recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Staff } from "@/lib/context";
import type { EndpointKey } from "./endpoint-fields";
import { hostOf } from "./endpoint-url";
import { requireEndpoint } from "./require-endpoint";

const BATCH_SIZE = 5_000;

/** Removes an endpoint with its secret and all that was or would have been sent to it. Throws forbidden, not_found. */
export async function deleteEndpoint(
  ctx: Context<Staff>,
  { endpointId }: z.output<typeof EndpointKey>,
): Promise<{ endpointId: string }> {
  requireRole(ctx, "admin", "endpoints:write");
  await ctx.db.transaction(async (tx) => {
    const { url } = await requireEndpoint(tx, endpointId);
    const detail = { host: hostOf(url) };
    const action = "endpoint.deletion_started";
    await recordAudit(tx, ctx, { action, subjectId: endpointId, detail });
  });
  // Many at once would take longer than a statement may, and hold up whoever writes an event.
  const batch = { endpointId, limit: BATCH_SIZE };
  while ((await deleteSomeDeliveries(ctx.db, batch)) === BATCH_SIZE);
  await ctx.db.transaction(async (tx) => {
    const { url } = await requireEndpoint(tx, endpointId);
    await deleteEndpointRow(tx, endpointId);
    const detail = { host: hostOf(url) };
    await recordAudit(tx, ctx, { action: "endpoint.deleted", subjectId: endpointId, detail });
  });
  return { endpointId };
}
