import type { z } from "zod";
import { findEndpoint, listEndpointRows } from "@/db/queries/endpoints";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Staff } from "@/lib/context";
import { notFound } from "@/lib/errors";
import type { EndpointKey } from "./endpoint-fields";
import { type EndpointView, toEndpointView } from "./endpoint-view";

/** All endpoints, oldest first, without counting what waits for each. Throws forbidden. */
export async function listEndpointRecords(ctx: Context<Staff>): Promise<EndpointView[]> {
  requireRole(ctx, "viewer", "endpoints:read");
  const rows = await listEndpointRows(ctx.db);
  return rows.map((row) => toEndpointView(row, ctx.now()));
}

/** One of them. Throws forbidden, not_found. */
export async function getEndpointRecord(
  ctx: Context<Staff>,
  { endpointId }: z.output<typeof EndpointKey>,
): Promise<EndpointView> {
  requireRole(ctx, "viewer", "endpoints:read");
  const row = await findEndpoint(ctx.db, endpointId);
  if (!row) throw notFound("endpoint");
  return toEndpointView(row, ctx.now());
}
