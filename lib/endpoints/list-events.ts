import { z } from "zod";
import { listEvents as readEvents } from "@/db/queries/events";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Staff } from "@/lib/context";
import { Id } from "@/lib/ids";
import type { EventPayload } from "./event-schemas";
import { EVENT_TYPES } from "./states";
import { toPayload } from "./to-payload";

const LIMIT_MAX = 100;
const LIMIT = 25;

export const EventFilters = z.object({
  types: z.array(z.enum(EVENT_TYPES)).optional(),
  tenantId: Id.optional(),
  connectionId: Id.optional(),
  after: Id.optional(),
  before: Id.optional(),
  limit: z.coerce.number().int().min(1).max(LIMIT_MAX).default(LIMIT),
});

/** One page of what happened in the last 30 days, newest first, as endpoints are told it. Throws forbidden. */
export async function listEvents(
  ctx: Context<Staff>,
  { types, tenantId, connectionId, ...keyset }: z.output<typeof EventFilters>,
): Promise<{ rows: EventPayload[]; older: string | undefined; newer: string | undefined }> {
  requireRole(ctx, "viewer", "events:read");
  const tenantIds = tenantId ? [tenantId] : undefined;
  const page = await readEvents(ctx.db, { types, tenantIds, connectionId }, keyset);
  return { ...page, rows: page.rows.map(toPayload) };
}
