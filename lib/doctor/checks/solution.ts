import { listSolutions } from "@/lib/meta/list-solutions";
import { defineCheck, ok, problem, warning } from "../check";
import { metaMissing, providerTrouble } from "../trouble";

/** Whether the partner solution with Bird is the app's and active; else the popup refuses to open. */
export const solution = defineCheck({
  id: "solution",
  group: "meta",
  async run(ctx) {
    const settings = ctx.env.meta.settings;
    if (!ctx.meta || !settings) return metaMissing(ctx, ["META_SOLUTION_ID"]);
    const { solutionId, appId } = settings;
    try {
      const all = await listSolutions(ctx.meta);
      const found = all.find(({ id }) => id === solutionId);
      if (!found) {
        const others = all.map(({ id, name }) => `${id} ${name}`.trim());
        return problem("foreign", {
          solutionId,
          appId,
          others: others.length > 0 ? others : ["-"],
        });
      }
      const { name, status, status_for_pending_request: pending } = found;
      if (status !== "ACTIVE") return problem("inactive", { solutionId, name, status });
      return pending === "PENDING_DEACTIVATION"
        ? warning("ending", { solutionId, name })
        : ok("active", { solutionId, name });
    } catch (error) {
      return providerTrouble(error);
    }
  },
});
