import type { Scenario } from "./options.ts";

/** A named launch, and what a good portal does about it. */
export type Preset = { id: string; title: string; expect: string; change: Partial<Scenario> };

/** Every preset, in the order in which a person would try them. */
export const PRESETS: readonly Preset[] = [
  preset("happy", "Own number, everything right", {}, "Connects."),
  preset(
    "unverified",
    "Number added but not verified",
    { result: "unverified" },
    "Asks for the number's verification; not an error.",
  ),
  preset(
    "no-number",
    "Finished without a number",
    { result: "no-number" },
    "Says that a number is missing and how to add it.",
  ),
  preset(
    "several-numbers",
    "Several numbers, none named",
    { result: "several-numbers" },
    "Lets the customer choose a number.",
  ),
  preset(
    "coexistence",
    "Coexistence",
    { result: "coexistence" },
    "Finds the number itself; never registers it.",
  ),
  preset(
    "obo-migration",
    "On-behalf-of migration",
    { result: "obo-migration" },
    "Connects like FINISH.",
  ),
  preset("app-only", "App-only install", { result: "app-only" }, "Connects like FINISH."),
  preset(
    "waba-not-granted",
    "Claims a WABA it has no access to",
    { result: "waba-not-granted" },
    "Refuses the claim; binds nothing.",
  ),
  preset(
    "number-unknown",
    "Claims a number that is not in the WABA",
    { result: "number-unknown" },
    "Refuses the number.",
  ),
  preset(
    "number-elsewhere",
    "Claims the number of another WABA",
    { result: "number-elsewhere" },
    "Refuses the number.",
  ),
  preset(
    "halves-swapped",
    "Code before event",
    { order: "code-first" },
    "Exchanges at once, joins later; connects.",
  ),
  preset(
    "event-only",
    "Callback never fires",
    { order: "event-only" },
    "A watchdog ends the waiting and offers to try again.",
  ),
  preset("code-only", "No event", { order: "code-only" }, "Exchanges; finds the ids by itself."),
  preset(
    "cancel-then-finish",
    "CANCEL before FINISH",
    { order: "cancel-then-finish" },
    "Ignores the CANCEL; connects.",
  ),
  preset("duplicate-events", "Every event twice", { order: "duplicate" }, "Connects once."),
  preset("v2-shape", "Version 2 message", { order: "v2-shape" }, "Connects without business_id."),
  preset("v3-shape", "Version 3 message", { order: "v3-shape" }, "Connects."),
  preset("object-event", "Event as an object", { order: "object" }, "Accepts it."),
  preset(
    "decoy",
    "Foreign event first",
    { order: "decoy" },
    "Ignores the foreign origin; connects with the true ids.",
  ),
  preset(
    "cached-code",
    "SDK repeats an old code",
    { order: "cached-code" },
    "Refuses the seen code; asks to try again.",
  ),
  preset(
    "flash-close",
    "Popup flashes and closes",
    { order: "flash-close" },
    "Says that the popup closed; offers another way.",
  ),
  preset(
    "expired-code",
    "Code already expired",
    { code: "expired" },
    "Explains that it took too long; offers a new try.",
  ),
  preset("used-code", "Code already used", { code: "used" }, "Offers a new try."),
  preset(
    "mismatch-empty",
    "Empty redirect_uri refused",
    { code: "mismatch-empty" },
    "Retries once without it; connects.",
  ),
  preset(
    "mismatch",
    "redirect_uri never matches",
    { code: "mismatch" },
    "Names the setting to the operator.",
  ),
  preset("garbage-code", "Code that Meta never issued", { code: "garbage" }, "Offers a new try."),
  preset("classic-scopes", "Granular scopes with targets", { scopes: "classic" }, "Connects."),
  preset("no-target-ids", "Granular scopes without targets", { scopes: "no-targets" }, "Connects."),
  preset("token-invalid", "Token dead on arrival", { scopes: "invalid" }, "Asks to connect again."),
  preset("token-other-app", "Token of another app", { scopes: "other-app" }, "Refuses the token."),
];

function preset(id: string, title: string, change: Partial<Scenario>, expect: string): Preset {
  return { id, title, change, expect };
}
