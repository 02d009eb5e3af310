import { z } from "zod";
import { findConnection } from "@/db/queries/connections";
import type { Context, Member } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { Id } from "@/lib/ids";
import { refuseWhileDisconnecting } from "./connection-key";
import { verifyConnection } from "./verify-connection";

export const ChooseNumber = z.strictObject({
  connectionId: Id,
  phoneNumberId: z.string().regex(/^\d+$/),
});

/**
 * Binds the number that the customer picked among several. Only one of the offered numbers counts, and it is
 * proven again. Throws not_found, invalid_input (not offered), conflict (nothing to choose any more).
 */
export async function chooseNumber(
  ctx: Context<Member>,
  { connectionId, phoneNumberId }: z.infer<typeof ChooseNumber>,
): Promise<{ connectionId: string }> {
  const connection = await findConnection(ctx.db, { tenantId: ctx.actor.tenantId, connectionId });
  if (!connection) throw notFound("connection");
  refuseWhileDisconnecting(connection);
  if (connection.phoneNumberId === phoneNumberId) return { connectionId };
  if (connection.phoneNumberId) throw new AppError("conflict", "A number is chosen already.");
  if (!connection.choices?.some((choice) => choice.phoneNumberId === phoneNumberId)) {
    const message = "Choose one of the listed numbers.";
    throw new AppError("invalid_input", message, { errors: [{ field: "phoneNumberId", message }] });
  }
  const bound = await verifyConnection(ctx, connection, phoneNumberId);
  return { connectionId: bound.id };
}
