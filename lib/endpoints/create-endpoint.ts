import { z } from "zod";
import { countEndpoints, insertEndpoint, lockEndpoints } from "@/db/queries/endpoints";
import { actorIdOf, recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Staff } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { EndpointDescription, EndpointTypes, EndpointUrl } from "./endpoint-fields";
import { hostOf, toEndpointUrl } from "./endpoint-url";
import { type EndpointView, toEndpointView } from "./endpoint-view";
import { sealSecret } from "./secrets";
import { newEndpointSecret } from "./signature";

export const ENDPOINTS_MAX = 20;

export const CreateEndpoint = z.strictObject({
  url: EndpointUrl,
  description: EndpointDescription.nullish(),
  /** Null or left out for all. */
  types: EndpointTypes.nullish(),
});

/**
 * Adds an endpoint, which is told of what happens from now on. `secret` can be shown now and never again. Throws
 * forbidden, invalid_input for an address that Perch would not post to, conflict when there are 20.
 */
export async function createEndpoint(
  ctx: Context<Staff>,
  { url: given, description, types }: z.output<typeof CreateEndpoint>,
): Promise<EndpointView & { secret: string }> {
  requireRole(ctx, "admin", "endpoints:write");
  const url = toEndpointUrl(given, ctx.env);
  const id = newId();
  const secret = newEndpointSecret();
  const sealedSecret = await sealSecret(ctx, id, secret);
  const now = ctx.now();
  const row = await ctx.db.transaction(async (tx) => {
    await lockEndpoints(tx);
    if ((await countEndpoints(tx)) >= ENDPOINTS_MAX) throw tooMany();
    const inserted = await insertEndpoint(tx, {
      ...{ id, url, sealedSecret, description: description ?? null, eventTypes: types ?? null },
      ...{ createdBy: actorIdOf(ctx.actor), createdAt: now, updatedAt: now },
    });
    const detail = { host: hostOf(url), types: types ?? "all" };
    await recordAudit(tx, ctx, { action: "endpoint.created", subjectId: id, detail });
    return inserted;
  });
  return { ...toEndpointView(row, now), secret };
}

function tooMany(): AppError {
  const message = `There are ${ENDPOINTS_MAX} endpoints, which is the most. Delete one that nobody needs.`;
  return new AppError("conflict", message, { reason: "too_many_endpoints" });
}
