import { after } from "next/server";
import { env } from "@/lib/env";
import { backgroundSettled } from "@/lib/jobs/background";

/** Lets background work end where a process is put to sleep once it has answered. A server that lives on needs no help. */
export function finishAfterAnswer(): void {
  if (!env().runsJobs) after(() => backgroundSettled());
}
