import type { z } from "zod";
import { updateEndpointRow } from "@/db/queries/endpoints";
import { recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Staff } from "@/lib/context";
import type { EndpointKey } from "./endpoint-fields";
import { hostOf } from "./endpoint-url";
import { type EndpointView, toEndpointView } from "./endpoint-view";
import { requireEndpoint } from "./require-endpoint";
import { sealSecret } from "./secrets";
import { newEndpointSecret } from "./signature";

const OVERLAP_MS = 24 * 3_600_000;

/**
 * Gives an endpoint a new signing secret; for 24 hours the one before it signs as well. `secret` can be shown now and
 * never again. Throws forbidden, not_found.
 */
export async function rotateEndpointSecret(
  ctx: Context<Staff>,
  { endpointId }: z.output<typeof EndpointKey>,
): Promise<EndpointView & { secret: string }> {
  requireRole(ctx, "admin", "endpoints:write");
  const secret = newEndpointSecret();
  const sealedSecret = await sealSecret(ctx, endpointId, secret);
  const now = ctx.now();
  const row = await ctx.db.transaction(async (tx) => {
    const before = await requireEndpoint(tx, endpointId);
    const previousSecretUntil = new Date(now.getTime() + OVERLAP_MS);
    const after = await updateEndpointRow(tx, endpointId, {
      ...{ sealedSecret, sealedPreviousSecret: before.sealedSecret, previousSecretUntil },
      updatedAt: now,
    });
    const detail = { host: hostOf(before.url), bothUntil: previousSecretUntil.toISOString() };
    await recordAudit(tx, ctx, { action: "endpoint.rotated", subjectId: endpointId, detail });
    return after;
  });
  return { ...toEndpointView(row, now), secret };
}
