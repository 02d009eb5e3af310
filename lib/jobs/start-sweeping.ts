import type { Context } from "@/lib/context";
import { log } from "@/lib/log";
import { sweep } from "./sweep";

const EVERY_MS = 5_000;

/** Runs due work every five seconds for as long as the process lives; one pass at a time. */
export function startSweeping(ctx: Context): void {
  const pass = async () => {
    await sweep(ctx).catch((error: unknown) =>
      log().error({ err: error, party: "perch" }, "due work failed"),
    );
    setTimeout(pass, EVERY_MS).unref();
  };
  setTimeout(pass, EVERY_MS).unref();
}
