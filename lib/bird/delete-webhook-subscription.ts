import { z } from "zod";
import type { BirdClient } from "./client";
import { BirdError } from "./errors";
import { subscriptionsPath } from "./webhook-subscriptions";

/** Ends a webhook subscription; one that is already gone counts as done. Throws BirdError. */
export async function deleteWebhookSubscription(
  client: BirdClient,
  workspaceId: string,
  subscriptionId: string,
): Promise<void> {
  try {
    const path = subscriptionsPath(client, workspaceId, subscriptionId);
    await client.delete({ path, schema: z.unknown() });
  } catch (error) {
    if (!(error instanceof BirdError) || !error.isNotFound) throw error;
  }
}
