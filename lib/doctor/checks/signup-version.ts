import { launchOptions } from "@/lib/signups/launch-options";
import { defineCheck, ok, problem, warning } from "../check";
import { metaMissing } from "../trouble";

/** Meta stops versions 2 and 3 of Embedded Signup, previews included, on this day. */
const SUNSET = "2026-10-15";
const SUNSET_VERSIONS = ["v2", "v2-public-preview", "v3", "v3-public-preview"];
/** What v4 does not have; the popup falls back to its usual way without a word. */
const GONE_FEATURES = ["only_waba_sharing", "marketing_messages_lite", "coex", "coexistence"];

/** Which version of Embedded Signup the popup is opened with, and what of it Meta has ended. */
export const signupVersion = defineCheck({
  id: "signup_version",
  group: "meta",
  async run(ctx) {
    const settings = ctx.env.meta.settings;
    if (!settings) return metaMissing(ctx);
    const { version, featureType, features } = launchOptions(settings, undefined).extras;
    // Meta: without a version it is the second.
    const name = typeof version === "string" && version ? version : "v2";
    if (SUNSET_VERSIONS.includes(name)) {
      const isOver = ctx.now().getTime() >= Date.parse(SUNSET);
      const facts = { version: name, sunset: SUNSET };
      return isOver ? problem("ended", facts) : warning("ending", facts);
    }
    const gone = namesOf(featureType, features).filter((one) => GONE_FEATURES.includes(one));
    if (gone.length > 0) return problem("feature", { gone, version: name });
    return name.includes("preview")
      ? warning("preview", { version: name })
      : ok("current", { version: name });
  },
});

function namesOf(featureType: unknown, features: unknown): string[] {
  const list: unknown[] = Array.isArray(features) ? features : [];
  const named = list.map((one) =>
    typeof one === "object" && one !== null && "name" in one ? one.name : one,
  );
  return [featureType, ...named].filter((one) => typeof one === "string");
}
