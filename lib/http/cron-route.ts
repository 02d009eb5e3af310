import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { backgroundSettled } from "@/lib/jobs/background";
import { runDueJobs } from "@/lib/jobs/run-due-jobs";
import { systemContext } from "@/lib/system-context";
import { sameSecret } from "@/lib/vault/digest";
import { toProblem } from "./problem";

/** Runs due work where no process lives on. Asks for `Authorization: Bearer <CRON_SECRET>`, which Vercel's cron sends. */
export async function cronRoute(request: Request): Promise<Response> {
  const requestId = newId();
  try {
    const { cronSecret } = env();
    if (!cronSecret)
      throw new AppError("not_configured", "Set CRON_SECRET to let a scheduler run due work.");
    const presented = request.headers.get("authorization")?.replace(/^Bearer /i, "") ?? "";
    if (!sameSecret(presented, cronSecret))
      throw new AppError("unauthenticated", "The cron secret is wrong.");
    const result = await runDueJobs(await systemContext());
    // Where this process is put to sleep once it has answered, what was begun must end before.
    await backgroundSettled();
    return Response.json(result, { headers: { "cache-control": "no-store" } });
  } catch (error) {
    return toProblem(error, requestId);
  }
}
