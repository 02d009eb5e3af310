import { defineCheck, ok, problem, warning } from "../check";
import { metaMissing, providerTrouble } from "../trouble";

/**
 * Whether the portal's host is among the app domains. The two lists that the popup needs, of the JavaScript SDK and
 * of redirect URIs, cannot be read, so the checklist asks for them.
 */
export const domains = defineCheck({
  id: "domains",
  group: "meta",
  async run(ctx) {
    if (!ctx.meta) return metaMissing(ctx);
    const host = new URL(ctx.env.appUrl).hostname;
    const { appId } = ctx.meta.options;
    try {
      const { domains: listed } = await ctx.readApp();
      if (!listed) return warning("unreadable", { host, appId });
      const isListed = listed.some((domain) => host === domain || host.endsWith(`.${domain}`));
      return isListed
        ? ok("listed", { host })
        : problem("unlisted", { host, appId, listed: listed.length > 0 ? listed : ["-"] });
    } catch (error) {
      return providerTrouble(error);
    }
  },
});
