import { BirdError } from "@/lib/bird/errors";
import { probeRead } from "@/lib/bird/probe";
import { defineCheck, ok, problem } from "../check";
import { birdMissing, providerTrouble, troubleFacts } from "../trouble";

/** Whether Bird takes the access key for the organization. */
export const birdKey = defineCheck({
  id: "bird_key",
  group: "bird",
  async run(ctx) {
    if (!ctx.bird) return birdMissing(ctx, true);
    const { organizationId } = ctx.bird.options;
    try {
      await probeRead(ctx.bird, "organizations", organizationId, "workspaces");
      return ok("accepted", { organizationId });
    } catch (error) {
      if (!(error instanceof BirdError) || error.isTemporary) return providerTrouble(error);
      const facts = { organizationId, ...troubleFacts(error) };
      if (error.http.status === 401) return problem("rejected", facts);
      return error.isNotFound ? problem("noOrganization", facts) : problem("forbidden", facts);
    }
  },
});
