import { MetaError } from "@/lib/meta/errors";
import { defineCheck, ok, problem } from "../check";
import { metaMissing, providerTrouble, troubleFacts } from "../trouble";

/** Whether app id and secret belong together: the app access token made of them reads the app. */
export const appCredentials = defineCheck({
  id: "app_credentials",
  group: "meta",
  async run(ctx) {
    if (!ctx.meta) return metaMissing(ctx, ["META_APP_ID", "META_APP_SECRET"]);
    const { appId } = ctx.meta.options;
    try {
      const app = await ctx.readApp();
      return ok("accepted", { appId, name: app.name });
    } catch (error) {
      if (error instanceof MetaError && !error.isTemporary)
        return problem("rejected", { appId, ...troubleFacts(error) });
      return providerTrouble(error);
    }
  },
});
