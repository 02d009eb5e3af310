import { defineCheck, ok, problem, warning } from "../check";
import { metaMissing, providerTrouble } from "../trouble";

/** Whether the login configuration that opens the popup is one of the app's. */
export const loginConfiguration = defineCheck({
  id: "login_configuration",
  group: "meta",
  async run(ctx) {
    const settings = ctx.env.meta.settings;
    if (!ctx.meta || !settings) return metaMissing(ctx, ["META_CONFIG_ID"]);
    const { configId, appId } = settings;
    try {
      const { configs } = await ctx.readApp();
      if (!configs) return warning("unreadable", { configId, appId });
      const found = configs.find(({ id }) => id === configId);
      const others = configs.map(({ id, name }) => `${id} ${name}`.trim());
      return found
        ? ok("belongs", { configId, name: found.name })
        : problem("foreign", { configId, appId, others });
    } catch (error) {
      return providerTrouble(error);
    }
  },
});
