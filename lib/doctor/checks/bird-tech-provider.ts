import { BirdError } from "@/lib/bird/errors";
import { getTechProvider } from "@/lib/bird/tech-provider";
import { defineCheck, ok, problem, skipped, warning } from "../check";
import { birdMissing, providerTrouble, troubleFacts } from "../trouble";

/** Whether Bird has the same partner solution and portfolio stored as we send customers through. */
export const birdTechProvider = defineCheck({
  id: "bird_tech_provider",
  group: "bird",
  async run(ctx) {
    if (!ctx.bird) return birdMissing(ctx);
    const settings = ctx.env.meta.settings;
    if (!settings) return skipped("missing", { variables: ctx.env.meta.missing });
    const { solutionId, businessId } = settings;
    if (!businessId) return warning("missing", { variables: ["META_BUSINESS_ID"] });
    try {
      const stored = await getTechProvider(ctx.bird);
      const facts = {
        solutionId,
        businessId,
        storedSolutionId: stored.solutionId ?? "-",
        storedBusinessId: stored.businessId ?? "-",
      };
      if (!stored.solutionId && !stored.businessId) return problem("unset", facts);
      const isSame = stored.solutionId === solutionId && stored.businessId === businessId;
      return isSame ? ok("same", facts) : problem("other", facts);
    } catch (error) {
      if (error instanceof BirdError && error.isAuth)
        return warning("unreadable", { solutionId, businessId, ...troubleFacts(error) });
      return providerTrouble(error);
    }
  },
});
