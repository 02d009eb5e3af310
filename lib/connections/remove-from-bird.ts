import { findAnyTenant } from "@/db/queries/tenant-changes";
import type { BirdClient } from "@/lib/bird/client";
import { deleteConnector } from "@/lib/bird/delete-connector";
import { deleteWebhookSubscription } from "@/lib/bird/delete-webhook-subscription";
import { BirdError } from "@/lib/bird/errors";
import { listWhatsAppConnectors } from "@/lib/bird/list-connectors";
import type { Context } from "@/lib/context";
import { keepLease } from "./keep-lease";
import type { Pass } from "./pass";

/**
 * Deletes a connection's message hooks and every connector of its number at Bird; one that Perch never asked for is
 * left alone. The lease is kept before each deletion, so that a slow pass takes nothing of a reconnection. Throws
 * BirdError, LeaseLostError.
 */
export async function removeFromBird(ctx: Context, pass: Pass): Promise<"deleted" | "absent"> {
  const { bird } = ctx;
  const { connection } = pass;
  const workspaceId = (await findAnyTenant(ctx.db, connection.tenantId))?.workspaceId;
  if (!bird || !workspaceId) return "absent";
  for (const id of Object.values(connection.messageHooks)) {
    await keepLease(ctx, pass);
    await deleteWebhookSubscription(bird, workspaceId, id);
  }
  const { connectorId } = connection;
  const ended: ("deleted" | "absent")[] = [];
  const remove = async (id: string) => {
    await keepLease(ctx, pass);
    ended.push(await deleteConnector(bird, workspaceId, id));
  };
  if (connectorId) await remove(connectorId);
  for (const id of await listOthers(bird, workspaceId, pass)) await remove(id);
  return ended.includes("deleted") ? "deleted" : "absent";
}

/** Connectors that were asked for while their answers were lost; the fingerprint is noted before Perch asks for one. */
async function listOthers(
  bird: BirdClient,
  workspaceId: string,
  { connection: { phoneNumberId, connectorId, connectorFingerprint } }: Pass,
): Promise<string[]> {
  if (!phoneNumberId || !connectorFingerprint) return [];
  try {
    const all = await listWhatsAppConnectors(bird, workspaceId);
    const ofNumber = all.filter(({ phoneId }) => phoneId === phoneNumberId);
    return ofNumber.map(({ id }) => id).filter((id) => id !== connectorId);
  } catch (error) {
    // The workspace is gone, and everything with it.
    if (error instanceof BirdError && error.isNotFound) return [];
    throw error;
  }
}
