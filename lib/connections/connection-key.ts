import { z } from "zod";
import type { ConnectionKey } from "@/db/queries/connection-lease";
import type { ConnectionRow } from "@/db/queries/connections";
import { requireRole } from "@/lib/auth/require-role";
import type { Context } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { Id } from "@/lib/ids";

/** A connection as members name it, whose tenant is their own, and as operators and API keys do, who say which tenant's. */
export const ConnectionRef = z.strictObject({ connectionId: Id, tenantId: Id.optional() });

/**
 * Which connection the actor may change. Throws forbidden (viewers, keys without `connections:write`), not_found (no
 * member, and no tenant named).
 */
export function changeableKey(
  { actor }: Pick<Context, "actor">,
  { connectionId, tenantId: given }: z.infer<typeof ConnectionRef>,
): ConnectionKey {
  if (actor.kind === "member") return { tenantId: actor.tenantId, connectionId };
  requireRole({ actor }, "admin", "connections:write");
  if (!given) throw notFound("connection");
  return { tenantId: given, connectionId };
}

/** Only a new signup undoes a disconnection that was asked for. Throws conflict. */
export function refuseWhileDisconnecting({
  disconnectRequestedAt,
}: Pick<ConnectionRow, "disconnectRequestedAt">): void {
  if (disconnectRequestedAt)
    throw new AppError(
      "conflict",
      "This number is being disconnected. Connect it again afterwards.",
      { reason: "disconnecting" },
    );
}
