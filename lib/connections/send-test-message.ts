import { z } from "zod";
import { findConnection } from "@/db/queries/connections";
import type { Context, Member } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { Id } from "@/lib/ids";

export const SendTestMessage = z.strictObject({
  connectionId: Id,
  to: z.string().trim().min(1).max(30),
});

/** Not possible yet. Throws not_found, not_configured. */
export async function sendTestMessage(
  ctx: Context<Member>,
  { connectionId }: z.infer<typeof SendTestMessage>,
): Promise<{ status: string }> {
  const connection = await findConnection(ctx.db, { tenantId: ctx.actor.tenantId, connectionId });
  if (!connection) throw notFound("connection");
  throw new AppError("not_configured", "This is not possible yet.");
}
