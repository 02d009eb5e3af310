import { findTenant } from "@/db/queries/tenants";
import type { BirdClient } from "@/lib/bird/client";
import { deleteConnector } from "@/lib/bird/delete-connector";
import { deleteWebhookSubscription } from "@/lib/bird/delete-webhook-subscription";
import { BirdError } from "@/lib/bird/errors";
import { listWhatsAppConnectors } from "@/lib/bird/list-connectors";
import type { Context } from "@/lib/context";
import { keepLease } from "./keep-lease";
import type { Pass } from "./pass";

/**
 * Deletes a connection's message hooks and its connector at Bird; a connector that Perch never asked for is left
 * alone. The lease is kept before each deletion, so that a slow pass takes nothing of a reconnection. Throws
 * BirdError, LeaseLostError.
 */
export async function removeFromBird(ctx: Context, pass: Pass): Promise<"deleted" | "absent"> {
  const { bird } = ctx;
  const { connection } = pass;
  const workspaceId = (await findTenant(ctx.db, connection.tenantId))?.workspaceId;
  if (!bird || !workspaceId) return "absent";
  for (const id of Object.values(connection.messageHooks)) {
    await keepLease(ctx, pass);
    await deleteWebhookSubscription(bird, workspaceId, id);
  }
  if (connection.connectorId) {
    await keepLease(ctx, pass);
    const own = await deleteConnector(bird, workspaceId, connection.connectorId);
    if (own === "deleted") return own;
  }
  const unheard = await findUnheard(bird, workspaceId, pass);
  if (!unheard) return "absent";
  await keepLease(ctx, pass);
  return deleteConnector(bird, workspaceId, unheard);
}

/** The connector that was asked for while its answer was lost; the fingerprint is noted before Perch asks for one. */
async function findUnheard(
  bird: BirdClient,
  workspaceId: string,
  { connection: { phoneNumberId, connectorFingerprint } }: Pass,
): Promise<string | undefined> {
  if (!phoneNumberId || !connectorFingerprint) return undefined;
  try {
    const all = await listWhatsAppConnectors(bird, workspaceId);
    return all.find(({ phoneId }) => phoneId === phoneNumberId)?.id;
  } catch (error) {
    // The workspace is gone, and everything with it.
    if (error instanceof BirdError && error.isNotFound) return undefined;
    throw error;
  }
}
