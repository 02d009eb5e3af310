import { WEBHOOK_FIELDS } from "@/lib/webhooks/webhook-fields";
import { defineCheck, ok, problem } from "../check";
import { metaMissing, providerTrouble } from "../trouble";

/** Whether the app is subscribed to every field that Perch works with. */
export const webhookFields = defineCheck({
  id: "webhook_fields",
  group: "meta",
  async run(ctx) {
    if (!ctx.meta) return metaMissing(ctx);
    try {
      const webhook = await ctx.readWebhook();
      const lacking = WEBHOOK_FIELDS.filter((field) => !webhook?.fields.includes(field));
      return lacking.length > 0
        ? problem("lacking", { lacking, appId: ctx.meta.options.appId })
        : ok("complete", { count: WEBHOOK_FIELDS.length });
    } catch (error) {
      return providerTrouble(error);
    }
  },
});
