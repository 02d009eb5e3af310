import { listEndpointRows } from "@/db/queries/endpoints";
import { hostOf } from "@/lib/endpoints/endpoint-url";
import { defineCheck, ok, problem, skipped, warning } from "../check";
import { databaseMissing } from "../trouble";

/** Whether what happens arrives at the ISV's endpoints; posts nothing. */
export const endpoints = defineCheck({
  id: "endpoints",
  group: "portal",
  async run(ctx) {
    if (!ctx.db) return databaseMissing(ctx);
    const rows = await listEndpointRows(ctx.db);
    const hosts = (all: typeof rows) => [...new Set(all.map(({ url }) => hostOf(url)))];
    const stopped = rows.filter(({ stopReason }) => stopReason !== null);
    if (stopped.length > 0) return problem("stopped", { hosts: hosts(stopped) });
    const enabled = rows.filter(({ state }) => state === "enabled");
    const silent = enabled.filter(({ failingSince }) => failingSince !== null);
    if (silent.length > 0) return warning("silent", { hosts: hosts(silent) });
    if (enabled.length === 0) return skipped("none");
    return ok("arriving", { count: enabled.length });
  },
});
