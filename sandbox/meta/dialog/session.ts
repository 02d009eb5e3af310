import type { Scenario } from "../../scenarios/options.ts";

export const STEPS = [
  "authentication",
  "authorization",
  "business",
  "waba",
  "phone",
  "verification",
  "permissions",
  "success",
] as const;
export type Step = (typeof STEPS)[number];

/** How the page that opened the dialog wants to be answered. */
export type Opener = {
  viaSdk: boolean;
  callbackId: string;
  pageOrigin: string;
  pageUrl: string | undefined;
  redirectUri: string;
  state: string | undefined;
};

export type NumberChoice =
  | { kind: "own"; number: string; name: string; method: "SMS" | "VOICE" }
  | { kind: "existing"; phoneId: string }
  | { kind: "pre-verified"; number: string; whatsAppId: string; expired: boolean }
  | { kind: "coexistence"; number: string; name: string }
  | { kind: "later" };

/** What the person chose so far; ids only when the thing existed before this launch. */
export type Choices = {
  portfolioId?: string;
  portfolioName: string;
  wabaId?: string;
  wabaName: string;
  country: string;
  number: NumberChoice;
  verified: boolean;
};

/** One thing that the popup's script does at the end, in order. */
export type RelayAction =
  | { do: "message"; data: unknown; to: string }
  | { do: "relay"; query: string; to: string }
  | { do: "wait"; ms: number }
  | { do: "decoy"; src: string | null; data: string }
  | { do: "redirect"; url: string }
  | { do: "close" };

/** One open popup. */
export type DialogSession = {
  id: string;
  opener: Opener;
  extras: Record<string, unknown>;
  scenario: Scenario;
  step: Step;
  problem: string | undefined;
  choices: Choices;
  smsCode: string;
  plan: RelayAction[] | undefined;
  code: string | undefined;
  sharedWabaId?: string;
};

/** `extras.setup`, or an empty record. */
export function setupOf(session: DialogSession): Record<string, unknown> {
  const { setup } = session.extras;
  return typeof setup === "object" && setup !== null ? (setup as Record<string, unknown>) : {};
}

/** The pre-verified number ids that the page passed; Meta shows only the first. */
export function preVerifiedId(session: DialogSession): string | undefined {
  const given = setupOf(session).preVerifiedPhone;
  if (typeof given !== "object" || given === null || !("ids" in given)) return undefined;
  const first: unknown = Array.isArray(given.ids) ? given.ids[0] : undefined;
  return typeof first === "string" && first !== "" ? first : undefined;
}

/** The step before or after the present one, given what was chosen. */
export function neighbour(session: DialogSession, by: 1 | -1): Step {
  const steps = STEPS.filter((step) => step !== "verification" || needsVerification(session));
  const index = steps.indexOf(session.step);
  return steps[Math.min(Math.max(index + by, 0), steps.length - 1)] ?? "authentication";
}

function needsVerification(session: DialogSession): boolean {
  const { number } = session.choices;
  if (number.kind === "pre-verified") return number.expired;
  return number.kind === "own" || number.kind === "coexistence";
}

/** Meta documents these names for v2 and v3; that v4 keeps them, and the first two, are guesses. */
export function currentStepName(session: DialogSession): string {
  const names: Record<Step, string> = {
    authentication: "AUTHENTICATION",
    authorization: "AUTHORIZATION",
    business: "BUSINESS_ACCOUNT_SELECTION",
    waba: session.choices.wabaId ? "WABA_PHONE_PROFILE_PICKER" : "WHATSAPP_BUSINESS_PROFILE_SETUP",
    phone: "PHONE_NUMBER_SETUP",
    verification: "PHONE_NUMBER_VERIFICATION",
    permissions: "PERMISSIONS",
    success: "PERMISSIONS",
  };
  return names[session.step];
}
