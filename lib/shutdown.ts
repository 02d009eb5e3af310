import { log } from "@/lib/log";

type Task = { name: string; stop: () => Promise<void> };

const slot = globalThis as typeof globalThis & { perchShutdown?: Set<Task> };

/** Has `stop` called and awaited when the process is asked to end, before the database closes. */
export function onShutdown(name: string, stop: () => Promise<void>): () => void {
  slot.perchShutdown ??= new Set();
  const tasks = slot.perchShutdown;
  const task = { name, stop };
  tasks.add(task);
  return () => tasks.delete(task);
}

/** Stops everything that asked for it. Never throws: what fails is reported. */
export async function stopAll(): Promise<void> {
  await Promise.all(
    [...(slot.perchShutdown ?? [])].map(({ name, stop }) =>
      stop().catch((error: unknown) => log().error({ err: error, name }, "could not stop")),
    ),
  );
}
