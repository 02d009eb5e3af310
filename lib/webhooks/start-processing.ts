import type { Db } from "@/db/types";
import type { Context } from "@/lib/context";
import { processWebhooks } from "./process-webhooks";

// Next bundles routes apart; only globalThis is one per process.
const slot = globalThis as typeof globalThis & {
  perchProcessing?: WeakMap<Db, { isAsked: boolean }>;
};

/**
 * Works through the events that are due, at once and without being waited for. One pass at a time per process: who
 * asks during one gets another after it. Behind it is the schedule of the queue `process_webhooks`.
 */
export function startProcessing(ctx: Context): void {
  const system: Context = { ...ctx, actor: { kind: "system" } };
  ctx.jobs.soon("process webhooks", () => runPasses(system));
}

async function runPasses(ctx: Context): Promise<void> {
  slot.perchProcessing ??= new WeakMap();
  const running = slot.perchProcessing.get(ctx.db);
  if (running) {
    running.isAsked = true;
    return;
  }
  const passes = { isAsked: true };
  slot.perchProcessing.set(ctx.db, passes);
  try {
    while (passes.isAsked) {
      passes.isAsked = false;
      await processWebhooks(ctx);
    }
  } finally {
    slot.perchProcessing.delete(ctx.db);
  }
}
