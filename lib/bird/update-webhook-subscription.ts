import type { BirdClient } from "./client";
import { subscriptionsPath, WebhookSubscription } from "./webhook-subscriptions";

/** At least one; Bird lets neither service nor event change. */
export type WebhookSubscriptionChange = {
  url?: string;
  signingKey?: string;
  status?: "active" | "inactive";
};

/** Changes a webhook subscription; keys that are absent stay as they are. Throws BirdError. */
export function updateWebhookSubscription(
  client: BirdClient,
  workspaceId: string,
  subscriptionId: string,
  { url, signingKey, status }: WebhookSubscriptionChange,
): Promise<WebhookSubscription> {
  return client.patch({
    path: subscriptionsPath(client, workspaceId, subscriptionId),
    json: { url, signingKey, status },
    secrets: signingKey ? [signingKey] : [],
    schema: WebhookSubscription,
  });
}
