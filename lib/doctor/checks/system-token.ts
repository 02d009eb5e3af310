import { debugToken } from "@/lib/meta/debug-token";
import { listSharedWabas } from "@/lib/meta/list-shared-wabas";
import { defineCheck, ok, problem, warning } from "../check";
import { metaMissing, providerTrouble } from "../trouble";

const DAY_MS = 86_400_000;
const SOON_DAYS = 14;

/** Whether the system user's token lives and sees what customers share; lost signups are found with it. */
export const systemToken = defineCheck({
  id: "system_token",
  group: "meta",
  async run(ctx) {
    const settings = ctx.env.meta.settings;
    if (!ctx.meta || !settings) return metaMissing(ctx);
    const { businessId, systemToken: token, appId } = settings;
    if (!businessId || !token) {
      const variables = [!businessId && "META_BUSINESS_ID", !token && "META_SYSTEM_TOKEN"];
      return warning("absent", { variables: variables.filter((one) => one !== false) });
    }
    try {
      const facts = await debugToken(ctx.meta, token);
      if (!facts.isValid) return problem("dead", { businessId });
      if (facts.appId && facts.appId !== appId)
        return problem("foreign", { appId, tokenAppId: facts.appId });
      const shared = (await listSharedWabas(ctx.meta)) ?? [];
      if (!facts.expiresAt) return ok("alive", { businessId, accounts: shared.length });
      const days = Math.floor((facts.expiresAt.getTime() - ctx.now().getTime()) / DAY_MS);
      const until = { businessId, days, end: facts.expiresAt.toISOString().slice(0, 10) };
      return days < SOON_DAYS ? warning("ending", until) : ok("dated", until);
    } catch (error) {
      return providerTrouble(error);
    }
  },
});
