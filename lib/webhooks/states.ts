export const WEBHOOK_PROVIDERS = ["meta", "bird"] as const;
export type WebhookProvider = (typeof WEBHOOK_PROVIDERS)[number];

/** `unmatched` is held: what it tells of may become known a moment later. */
export type WebhookEventState = "received" | "processed" | "ignored" | "unmatched" | "failed";
