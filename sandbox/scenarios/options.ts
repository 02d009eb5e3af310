/** The choices of one launch of the popup; the labels are what a person reads in its panel. */
export const ORDERS = {
  "event-first": "Event, then code",
  "code-first": "Code, then event",
  "event-only": "Event only (callback never fires)",
  "code-only": "Code only (no event)",
  "cancel-then-finish": "CANCEL, then FINISH",
  duplicate: "Every event twice",
  "v2-shape": "Version 2 message shape",
  "v3-shape": "Version 3 message shape",
  object: "Object instead of string",
  decoy: "Decoy from a foreign origin first",
  "cached-code": "Cached old code",
  "flash-close": "Popup flashes and closes",
} as const;

export const RESULTS = {
  verified: "Own number, verified",
  unverified: "Own number, unverified",
  "no-number": "No number (FINISH_ONLY_WABA)",
  "several-numbers": "Several numbers, none named",
  coexistence: "Coexistence with the Business app",
  "obo-migration": "On-behalf-of migration",
  "app-only": "App-only install",
  "waba-not-granted": "Claims a WABA the token does not reach",
  "number-unknown": "Claims a number that is not in the WABA",
  "number-elsewhere": "Claims the number of another WABA",
} as const;

export const CODES = {
  valid: "Valid",
  expired: "Already expired",
  used: "Already used",
  "mismatch-empty": "redirect_uri mismatch when empty",
  mismatch: "redirect_uri mismatch always",
  garbage: "Garbage",
} as const;

export const SCOPES = {
  "2026-06": "2026-06, without WhatsApp entries",
  classic: "Classic, with target_ids",
  "no-targets": "Without target_ids",
  invalid: "Token invalid",
  "other-app": "Token of another app",
} as const;

export type Scenario = {
  order: keyof typeof ORDERS;
  result: keyof typeof RESULTS;
  code: keyof typeof CODES;
  scopes: keyof typeof SCOPES;
};

export const HAPPY: Scenario = {
  order: "event-first",
  result: "verified",
  code: "valid",
  scopes: "2026-06",
};

const PARTS = { order: ORDERS, result: RESULTS, code: CODES, scopes: SCOPES } as const;

/** Takes over the valid parts of a choice; names the parts that are not. */
export function parseScenario(
  base: Scenario,
  given: Record<string, unknown>,
): { scenario: Scenario; problems: string[] } {
  const problems: string[] = [];
  const chosen: Record<string, unknown> = {};
  for (const [part, choices] of Object.entries(PARTS)) {
    const value = given[part];
    if (value === undefined) continue;
    if (typeof value === "string" && Object.hasOwn(choices, value)) chosen[part] = value;
    else problems.push(`${part}: must be one of ${Object.keys(choices).join(", ")}`);
  }
  return { scenario: { ...base, ...chosen }, problems };
}
