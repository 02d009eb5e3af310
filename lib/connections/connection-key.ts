import { z } from "zod";
import type { ConnectionKey } from "@/db/queries/connection-lease";
import type { ConnectionRow } from "@/db/queries/connections";
import type { Context } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { Id } from "@/lib/ids";

/** A connection as members name it, whose tenant is their own, and as operators do, who say which tenant's. */
export const ConnectionRef = z.strictObject({ connectionId: Id, tenantId: Id.optional() });

/** Which connection the actor may change. Throws forbidden (viewers), not_found (an operator who names no tenant). */
export function changeableKey(
  { actor }: Context,
  { connectionId, tenantId: given }: z.infer<typeof ConnectionRef>,
): ConnectionKey {
  if (actor.kind === "operator" && actor.role === "viewer")
    throw new AppError("forbidden", "Your role may look but not change. Ask an owner or admin.");
  const tenantId = actor.kind === "member" ? actor.tenantId : given;
  if (!tenantId) throw notFound("connection");
  return { tenantId, connectionId };
}

/** Only a new signup undoes a disconnection that was asked for. Throws conflict. */
export function refuseWhileDisconnecting({
  disconnectRequestedAt,
}: Pick<ConnectionRow, "disconnectRequestedAt">): void {
  if (disconnectRequestedAt)
    throw new AppError(
      "conflict",
      "This number is being disconnected. Connect it again afterwards.",
    );
}
