import { setTimeout as delay } from "node:timers/promises";
import { log } from "@/lib/log";
import { onShutdown } from "@/lib/shutdown";

const SHUTDOWN_WAIT_MS = 6_000;

type Background = {
  tasks: Set<Promise<void>>;
  timers: Map<string, NodeJS.Timeout>;
  isOver: boolean;
};

// Next bundles instrumentation and routes apart; only globalThis is one per process.
const slot = globalThis as typeof globalThis & { perchBackground?: Background };

/**
 * Runs work that nobody waits for, now or after a delay; a second delayed one of the same name replaces the first.
 * A failure is logged. What must survive this process is a job instead.
 */
export function inBackground(name: string, work: () => Promise<unknown>, delayMs = 0): void {
  const { timers, isOver } = background();
  if (isOver) return;
  if (delayMs <= 0) {
    run(name, work);
    return;
  }
  clearTimeout(timers.get(name));
  const timer = setTimeout(() => {
    timers.delete(name);
    run(name, work);
  }, delayMs).unref();
  timers.set(name, timer);
}

/** Resolves when all that runs in the background has ended; undefined when nothing does. */
export function backgroundSettled(): Promise<unknown> | undefined {
  const tasks = slot.perchBackground?.tasks;
  return tasks?.size ? Promise.all(tasks) : undefined;
}

function run(name: string, work: () => Promise<unknown>): void {
  const { tasks } = background();
  const task = work()
    .then(() => {})
    .catch((error: unknown) => log().error({ err: error, name, party: "perch" }, "work failed"));
  tasks.add(task);
  void task.finally(() => tasks.delete(task));
}

function background(): Background {
  if (slot.perchBackground) return slot.perchBackground;
  const made: Background = { tasks: new Set(), timers: new Map(), isOver: false };
  slot.perchBackground = made;
  onShutdown("background", async () => {
    made.isOver = true;
    for (const timer of made.timers.values()) clearTimeout(timer);
    await Promise.race([backgroundSettled(), delay(SHUTDOWN_WAIT_MS, undefined, { ref: false })]);
  });
  return made;
}
