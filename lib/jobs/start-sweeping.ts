import type { Context } from "@/lib/context";
import { log } from "@/lib/log";
import { onShutdown } from "@/lib/shutdown";
import { sweep } from "./sweep";

const EVERY_MS = 5_000;

/** Runs due work every five seconds for as long as the process lives; one pass at a time. */
export function startSweeping(ctx: Context): void {
  let pass: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    if (!isRunning) pass = run();
  }, EVERY_MS).unref();
  let isRunning = false;
  const run = async () => {
    isRunning = true;
    await sweep(ctx).catch((error: unknown) =>
      log().error({ err: error, party: "perch" }, "due work failed"),
    );
    isRunning = false;
  };
  onShutdown("sweep", async () => {
    clearInterval(timer);
    await pass;
  });
}
