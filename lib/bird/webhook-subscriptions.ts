import { z } from "zod";
import type { BirdClient } from "./client";
import { birdPath } from "./path";

const EventFilter = z.object({ key: z.string(), value: z.string() });
export type EventFilter = z.infer<typeof EventFilter>;

/** What Bird posts where. The signing key that Bird repeats in its answers is left out. */
export const WebhookSubscription = z.object({
  id: z.string(),
  service: z.string().catch(""),
  event: z.string().catch(""),
  url: z.string().catch(""),
  status: z.string().catch(""),
  eventFilters: z
    .array(EventFilter)
    .nullish()
    .transform((filters) => filters ?? [])
    .catch([]),
});
export type WebhookSubscription = z.infer<typeof WebhookSubscription>;

/** Bird's guide prints a singular path; the reference and the permissions table have the plural. */
export function subscriptionsPath(
  { options }: BirdClient,
  workspaceId: string,
  ...rest: string[]
): string {
  const workspace = ["organizations", options.organizationId, "workspaces", workspaceId];
  return birdPath(...workspace, "webhook-subscriptions", ...rest);
}
