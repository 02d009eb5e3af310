import { z } from "zod";
import { hastenDeliveries } from "@/db/queries/deliveries";
import { type EndpointRow, type NewEndpoint, updateEndpointRow } from "@/db/queries/endpoints";
import { recordAudit } from "@/lib/audit/record-audit";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Staff } from "@/lib/context";
import { Id } from "@/lib/ids";
import { EndpointDescription, EndpointTypes, EndpointUrl } from "./endpoint-fields";
import { hostOf, toEndpointUrl } from "./endpoint-url";
import { type EndpointView, toEndpointView } from "./endpoint-view";
import { requireEndpoint } from "./require-endpoint";
import { startDelivering } from "./start-delivering";

/** What is left out stays as it is. */
export const UpdateEndpoint = z.strictObject({
  endpointId: Id,
  url: EndpointUrl.optional(),
  description: EndpointDescription.nullish(),
  /** Null for all. */
  types: EndpointTypes.nullish(),
  isEnabled: z.boolean().optional(),
});

/**
 * Changes an endpoint. Switching it on lets all that waits for it go at once; while it is off by hand, nothing new is
 * kept for it. Throws forbidden, not_found, invalid_input for an address that Perch would not post to.
 */
export async function updateEndpoint(
  ctx: Context<Staff>,
  { endpointId, isEnabled, ...given }: z.output<typeof UpdateEndpoint>,
): Promise<EndpointView> {
  requireRole(ctx, "admin", "endpoints:write");
  const { description, types } = given;
  const url = given.url === undefined ? undefined : toEndpointUrl(given.url, ctx.env);
  const now = ctx.now();
  const row = await ctx.db.transaction(async (tx) => {
    const before = await requireEndpoint(tx, endpointId);
    const change = changed(before, {
      ...(url !== undefined && { url, ...freshStart(before, url) }),
      ...(description !== undefined && { description }),
      ...(types !== undefined && { eventTypes: types }),
      ...(isEnabled !== undefined && stateChange(before, isEnabled)),
    });
    const fields = Object.keys(change);
    if (fields.length === 0) return before;
    const after = await updateEndpointRow(tx, endpointId, { ...change, updatedAt: now });
    if (change.state === "enabled") await hastenDeliveries(tx, endpointId, now);
    const detail = { host: hostOf(after.url), fields, state: after.state };
    await recordAudit(tx, ctx, { action: actionOf(change), subjectId: endpointId, detail });
    return after;
  });
  if (row.state === "enabled") startDelivering(ctx, endpointId);
  return toEndpointView(row, now);
}

function stateChange({ state }: EndpointRow, isEnabled: boolean): Partial<NewEndpoint> {
  const quiet = { failingSince: null, stoppedAt: null, stopReason: null };
  if (isEnabled) return state === "enabled" ? {} : { state: "enabled", ...quiet };
  return state === "disabled" ? {} : { state: "disabled", ...quiet };
}

/** How long the old address has failed says nothing of a new one. */
function freshStart({ state, url }: EndpointRow, wanted: string): Partial<NewEndpoint> {
  return state === "enabled" && url !== wanted ? { failingSince: null } : {};
}

/** What differs from what is there. */
function changed(before: EndpointRow, wish: Partial<NewEndpoint>): Partial<NewEndpoint> {
  return Object.fromEntries(
    Object.entries(wish).filter(
      ([name, value]) =>
        JSON.stringify(before[name as keyof EndpointRow]) !== JSON.stringify(value),
    ),
  );
}

function actionOf({ state }: Partial<NewEndpoint>): string {
  if (state === "enabled") return "endpoint.enabled";
  return state === "disabled" ? "endpoint.disabled" : "endpoint.updated";
}
