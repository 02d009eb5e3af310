export const WEBHOOK_PROVIDERS = ["meta", "bird"] as const;
export type WebhookProvider = (typeof WEBHOOK_PROVIDERS)[number];

export const WEBHOOK_STATES = ["received", "processed", "ignored", "unmatched", "failed"] as const;
/** `unmatched` is held: what it tells of may become known a moment later. */
export type WebhookEventState = (typeof WEBHOOK_STATES)[number];
