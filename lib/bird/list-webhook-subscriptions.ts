import type { BirdClient } from "./client";
import { listBirdItems } from "./pages";
import { subscriptionsPath, WebhookSubscription } from "./webhook-subscriptions";

/** Every webhook subscription of a workspace, ours and others'. Throws BirdError. */
export function listWebhookSubscriptions(
  client: BirdClient,
  workspaceId: string,
): Promise<WebhookSubscription[]> {
  const path = subscriptionsPath(client, workspaceId);
  return listBirdItems(client, { path, item: WebhookSubscription });
}
