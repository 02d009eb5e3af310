import { addWebhookRefusals } from "@/db/queries/webhook-refusals";
import type { Db } from "@/db/types";
import type { Context } from "@/lib/context";
import { log } from "@/lib/log";
import type { WebhookProvider } from "./states";

const EVERY_MS = 10_000;
const MINUTE_MS = 60_000;

/** `dueAt` is when what waits is to be written. */
type Waiting = { byMinute: Map<number, number>; writtenAt: number; dueAt?: number | undefined };
// Next bundles routes apart; only globalThis is one per process.
const slot = globalThis as typeof globalThis & {
  perchRefusals?: WeakMap<Db, Map<WebhookProvider, Waiting>>;
};

/**
 * Counts a webhook without a right signature. However many come, they are written and logged every ten seconds at
 * most, all at once and after the answer: a flood must cost nothing.
 */
export function noteRefusal(
  ctx: Pick<Context, "db" | "now" | "jobs">,
  provider: WebhookProvider,
): void {
  const now = ctx.now().getTime();
  const waiting = waitingOf(ctx.db, provider);
  const minute = Math.floor(now / MINUTE_MS) * MINUTE_MS;
  waiting.byMinute.set(minute, (waiting.byMinute.get(minute) ?? 0) + 1);
  // A process that was put to sleep may have missed its time, and a clock may be set back.
  if (waiting.dueAt !== undefined && Math.abs(waiting.dueAt - now) <= EVERY_MS) return;
  const sinceMs = Math.max(0, now - waiting.writtenAt);
  waiting.dueAt = now + Math.max(0, EVERY_MS - sinceMs);
  const work = () => write(ctx, provider, waiting);
  ctx.jobs.soon(`refusals ${provider}`, work, waiting.dueAt - now);
}

function waitingOf(db: Db, provider: WebhookProvider): Waiting {
  slot.perchRefusals ??= new WeakMap();
  const all = slot.perchRefusals.get(db) ?? new Map<WebhookProvider, Waiting>();
  slot.perchRefusals.set(db, all);
  const waiting = all.get(provider) ?? { byMinute: new Map(), writtenAt: 0 };
  all.set(provider, waiting);
  return waiting;
}

async function write(
  { db, now }: Pick<Context, "db" | "now">,
  provider: WebhookProvider,
  waiting: Waiting,
): Promise<void> {
  const minutes = [...waiting.byMinute].map(([minute, count]) => ({
    minute: new Date(minute),
    count,
  }));
  waiting.byMinute.clear();
  waiting.writtenAt = now().getTime();
  waiting.dueAt = undefined;
  const count = minutes.reduce((sum, one) => sum + one.count, 0);
  log().warn({ provider, count, party: "isv" }, "webhooks without a right signature");
  await addWebhookRefusals(db, provider, minutes);
}
