import { log } from "@/lib/log";
import type { WebhookProvider } from "./states";

const EVERY_MS = 10_000;

// Next bundles routes apart; only globalThis is one per process.
const slot = globalThis as typeof globalThis & {
  perchRefusals?: Map<WebhookProvider, { count: number; loggedAt: number }>;
};

/** Counts a webhook without a right signature and says so in the log, however many come, every ten seconds at most. */
export function noteRefusal(provider: WebhookProvider, now: Date): void {
  slot.perchRefusals ??= new Map();
  const { count, loggedAt } = slot.perchRefusals.get(provider) ?? { count: 0, loggedAt: 0 };
  const isTime = now.getTime() - loggedAt >= EVERY_MS;
  slot.perchRefusals.set(provider, {
    count: isTime ? 0 : count + 1,
    loggedAt: isTime ? now.getTime() : loggedAt,
  });
  if (isTime)
    log().warn({ provider, count: count + 1, party: "isv" }, "webhooks without a right signature");
}
