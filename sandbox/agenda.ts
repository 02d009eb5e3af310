import type { Clock } from "./clock.ts";

/** What is going to happen by itself, by the sandbox clock. */
export type Agenda = {
  at: (dueMs: number, run: () => void | Promise<void>) => void;
  runDue: () => void;
  clear: () => void;
};

type Task = { dueMs: number; run: () => void | Promise<void> };

const LOOK_EVERY_MS = 20;

/** An empty agenda; it looks at the clock only while something waits. */
export function createAgenda(clock: Clock): Agenda {
  let tasks: Task[] = [];
  let timer: NodeJS.Timeout | undefined;

  function runDue(): void {
    const now = clock.now();
    const due = tasks.filter((task) => task.dueMs <= now).sort((a, b) => a.dueMs - b.dueMs);
    tasks = tasks.filter((task) => task.dueMs > now);
    for (const task of due) start(task);
    if (tasks.length === 0) stop();
  }

  function stop(): void {
    clearInterval(timer);
    timer = undefined;
  }

  return {
    at: (dueMs, run) => {
      tasks.push({ dueMs, run });
      timer ??= setInterval(runDue, LOOK_EVERY_MS).unref();
    },
    runDue,
    clear: () => {
      tasks = [];
      stop();
    },
  };
}

function start(task: Task): void {
  try {
    task.run()?.catch((error: unknown) => console.error(error));
  } catch (error) {
    console.error(error);
  }
}
