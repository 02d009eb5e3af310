import { readQueueFacts } from "@/db/queries/doctor";
import { defineCheck, ok, problem, warning } from "../check";
import { databaseMissing } from "../trouble";

/** The queues are looked after every ten seconds, and a scheduler calls once a minute. */
const SILENT_SECONDS = 150;
const LATE_SECONDS = 60;
const STUCK_SECONDS = 300;

/** Whether somebody works on what is due: when the queues were last seen to, and how long the oldest job waits. */
export const workers = defineCheck({
  id: "workers",
  group: "portal",
  async run(ctx) {
    if (!ctx.db) return databaseMissing(ctx);
    const facts = await readQueueFacts(ctx.db);
    // The embedded database works in the portal alone; that it is free means that the portal is stopped.
    const isStopped = !ctx.isServing && !ctx.env.databaseUrl;
    if (facts?.silentSeconds === undefined) return isStopped ? warning("stopped") : problem("none");
    const silent = Math.max(0, Math.round(facts.silentSeconds));
    if (silent > SILENT_SECONDS)
      return isStopped ? warning("stopped") : problem("silent", { seconds: silent });
    const { oldest } = facts;
    const late = { queue: oldest?.queue ?? "-", seconds: Math.round(oldest?.seconds ?? 0) };
    if (late.seconds > STUCK_SECONDS) return problem("stuck", late);
    if (late.seconds > LATE_SECONDS) return warning("late", late);
    return ok("busy", { silent, oldest: late.seconds });
  },
});
