import { findDoctorSetting } from "@/db/queries/doctor-settings";
import { MetaError } from "@/lib/meta/errors";
import { listAppPermissions } from "@/lib/meta/list-app-permissions";
import { type DoctorContext, defineCheck, ok, problem, warning } from "../check";
import { ADVANCED_ACCESS_ITEMS, parseChecklist } from "../checklist";
import { metaMissing, providerTrouble } from "../trouble";

const PERMISSIONS = [
  "public_profile",
  "whatsapp_business_management",
  "whatsapp_business_messaging",
];

/**
 * Whether App Review let the permissions through. Graph does not say whether access is Standard or Advanced, so an
 * operator has to look in the dashboard and tick it off.
 */
export const advancedAccess = defineCheck({
  id: "advanced_access",
  group: "meta",
  async run(ctx) {
    if (!ctx.meta) return metaMissing(ctx);
    const { appId } = ctx.meta.options;
    const isTicked = await isTickedOff(ctx);
    try {
      const permissions = await listAppPermissions(ctx.meta);
      const live = permissions.filter(({ status }) => status === "live");
      const lacking = PERMISSIONS.filter((name) => !live.some((one) => one.permission === name));
      if (lacking.length > 0) return problem("lacking", { lacking, appId });
      return isTicked ? ok("seen", { appId }) : warning("unticked", { appId });
    } catch (error) {
      if (error instanceof MetaError && error.http.kind !== "unsent" && !error.isDeadToken)
        return isTicked ? ok("ticked", { appId }) : warning("unreadable", { appId });
      return providerTrouble(error);
    }
  },
});

async function isTickedOff({ db }: DoctorContext): Promise<boolean> {
  // What is wrong with the database is another check's matter.
  const kept = db && (await findDoctorSetting(db, "checklist").catch(() => undefined));
  const { ticks } = parseChecklist(kept);
  return ADVANCED_ACCESS_ITEMS.every((item) => ticks[item]);
}
