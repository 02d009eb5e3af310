import { z } from "zod";
import { findConnection, listSteps } from "@/db/queries/connections";
import type { Context, Member } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { getTranslator } from "@/lib/i18n/translator";
import { Id } from "@/lib/ids";
import { toConnectionView } from "./to-connection-view";
import type { ConnectionView } from "./view";

export const ConnectionId = z.strictObject({ connectionId: Id });

/** A connection of the member's tenant as its customer may see it. Throws not_found. */
export async function getConnectionView(
  ctx: Context<Member>,
  { connectionId }: z.infer<typeof ConnectionId>,
): Promise<ConnectionView> {
  const key = { tenantId: ctx.actor.tenantId, connectionId };
  const row = await findConnection(ctx.db, key);
  if (!row) throw notFound("connection");
  const steps = await listSteps(ctx.db, key);
  return toConnectionView(row, steps, getTranslator(ctx.actor.locale), ctx.now());
}
