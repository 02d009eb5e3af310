import { defineCheck, ok, problem } from "../check";
import { metaMissing, providerTrouble } from "../trouble";

/** Whether Meta posts to this portal, and whether we could answer its handshake. */
export const webhookCallback = defineCheck({
  id: "webhook_callback",
  group: "meta",
  async run(ctx) {
    const settings = ctx.env.meta.settings;
    if (!ctx.meta || !settings) return metaMissing(ctx);
    if (!settings.webhookVerifyToken)
      return problem("missing", { variables: ["META_WEBHOOK_VERIFY_TOKEN"] });
    const { appId } = settings;
    const expected = `${ctx.env.appUrl}/api/webhooks/meta`;
    try {
      const webhook = await ctx.readWebhook();
      if (!webhook) return problem("unset", { expected, appId });
      const { callbackUrl: actual, isActive } = webhook;
      if (actual !== expected) return problem("elsewhere", { expected, actual, appId });
      return isActive ? ok("ours", { expected }) : problem("inactive", { expected, appId });
    } catch (error) {
      return providerTrouble(error);
    }
  },
});
