import { z } from "zod";
import { findConnection } from "@/db/queries/connections";
import type { Context, Member } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { Id } from "@/lib/ids";

export const DisconnectConnection = z.strictObject({ connectionId: Id });

/** Not possible yet. Throws not_found, not_configured. */
export async function disconnectConnection(
  ctx: Context<Member>,
  { connectionId }: z.infer<typeof DisconnectConnection>,
): Promise<{ connectionId: string }> {
  const connection = await findConnection(ctx.db, { tenantId: ctx.actor.tenantId, connectionId });
  if (!connection) throw notFound("connection");
  throw new AppError("not_configured", "This is not possible yet.");
}
