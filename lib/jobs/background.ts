import { setTimeout as delay } from "node:timers/promises";
import { log } from "@/lib/log";
import { onShutdown } from "@/lib/shutdown";

const SHUTDOWN_WAIT_MS = 6_000;

// Next bundles instrumentation and routes apart; only globalThis is one per process.
const slot = globalThis as typeof globalThis & { perchBackground?: Set<Promise<void>> };

/** Runs work that nobody waits for; its failure is logged. What must survive this process is a job instead. */
export function inBackground(name: string, work: () => Promise<unknown>): void {
  const running = tasks();
  const task = work()
    .then(() => {})
    .catch((error: unknown) => log().error({ err: error, name, party: "perch" }, "work failed"));
  running.add(task);
  void task.finally(() => running.delete(task));
}

/** Resolves when all that runs in the background has ended; undefined when nothing does. */
export function backgroundSettled(): Promise<unknown> | undefined {
  const running = slot.perchBackground;
  return running?.size ? Promise.all(running) : undefined;
}

function tasks(): Set<Promise<void>> {
  if (slot.perchBackground) return slot.perchBackground;
  slot.perchBackground = new Set();
  onShutdown("background", async () => {
    await Promise.race([backgroundSettled(), delay(SHUTDOWN_WAIT_MS, undefined, { ref: false })]);
  });
  return slot.perchBackground;
}
