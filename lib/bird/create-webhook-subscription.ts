import type { BirdClient } from "./client";
import { type EventFilter, subscriptionsPath, WebhookSubscription } from "./webhook-subscriptions";

export type NewWebhookSubscription = {
  event: string;
  /** Bird: https, a dotted host name ending in letters; no localhost and no IP address. */
  url: string;
  signingKey: string;
  /** Joined by AND. */
  eventFilters?: EventFilter[];
};

/**
 * Asks Bird to post one event of service `channels` to a URL. Never repeated: Bird takes five equal ones. Throws
 * BirdError.
 */
export function createWebhookSubscription(
  client: BirdClient,
  workspaceId: string,
  { event, url, signingKey, eventFilters }: NewWebhookSubscription,
): Promise<WebhookSubscription> {
  const filters = eventFilters?.length ? { eventFilters } : {};
  return client.post({
    path: subscriptionsPath(client, workspaceId),
    json: { service: "channels", event, url, signingKey, ...filters },
    secrets: [signingKey],
    schema: WebhookSubscription,
  });
}
