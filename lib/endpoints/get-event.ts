import { z } from "zod";
import { findEvent } from "@/db/queries/events";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Staff } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { Id } from "@/lib/ids";
import type { EventPayload } from "./event-schemas";
import { toPayload } from "./to-payload";

export const EventKey = z.strictObject({ eventId: Id });

/** One event as endpoints are told it. Throws forbidden, not_found. */
export async function getEvent(
  ctx: Context<Staff>,
  { eventId }: z.output<typeof EventKey>,
): Promise<EventPayload> {
  requireRole(ctx, "viewer", "events:read");
  const event = await findEvent(ctx.db, eventId);
  if (!event) throw notFound("event");
  return toPayload(event);
}
