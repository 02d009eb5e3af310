/** Who must act next. */
export const PARTIES = ["customer", "isv", "meta", "bird", "perch"] as const;
export type Party = (typeof PARTIES)[number];

type FailureRule = {
  party: Party;
  /** `auto`: Perch tries again by itself. `recheck`: the sealed token is kept and "check again" may help. `restart`: a new signup is needed. */
  retry: "auto" | "recheck" | "restart";
  /** How often a step is tried before this failure is left to people. */
  attemptsMax?: number;
};

/**
 * The closed list of failure codes. Each has a customer's sentence, a next action and an operator's hint
 * in `messages/`, and an anchor of the same name in the documentation.
 */
export const FAILURES = {
  signup_cancelled: { party: "customer", retry: "restart" },
  signup_error_reported: { party: "customer", retry: "restart" },
  signup_abandoned: { party: "customer", retry: "restart" },
  code_expired: { party: "customer", retry: "restart" },
  code_used: { party: "customer", retry: "restart" },
  code_rejected: { party: "isv", retry: "restart" },
  app_credentials_invalid: { party: "isv", retry: "restart" },
  token_invalid: { party: "isv", retry: "restart" },
  meta_unavailable: { party: "meta", retry: "auto", attemptsMax: 40 },
  waba_not_granted: { party: "customer", retry: "recheck" },
  waba_unknown: { party: "customer", retry: "recheck" },
  number_missing: { party: "customer", retry: "recheck" },
  number_choice_required: { party: "customer", retry: "recheck" },
  number_unverified: { party: "customer", retry: "recheck" },
  number_not_in_waba: { party: "customer", retry: "restart" },
  number_mismatch: { party: "customer", retry: "restart" },
  number_taken: { party: "isv", retry: "recheck" },
  permission_lost: { party: "customer", retry: "restart" },
  permission_expired: { party: "customer", retry: "restart" },
  subscription_refused: { party: "isv", retry: "recheck" },
  pin_mismatch: { party: "customer", retry: "recheck" },
  registration_limited: { party: "meta", retry: "auto" },
  registration_refused: { party: "meta", retry: "recheck" },
  bird_unavailable: { party: "bird", retry: "auto", attemptsMax: 40 },
  bird_credentials_invalid: { party: "isv", retry: "recheck" },
  workspace_missing: { party: "isv", retry: "recheck" },
  workspace_refused: { party: "isv", retry: "recheck" },
  connector_refused: { party: "isv", retry: "recheck" },
  connector_elsewhere: { party: "isv", retry: "recheck" },
  connector_missing: { party: "isv", retry: "recheck" },
  channel_late: { party: "bird", retry: "recheck" },
  channel_failed: { party: "bird", retry: "recheck" },
  message_hooks_refused: { party: "isv", retry: "recheck" },
  step_failed: { party: "perch", retry: "auto", attemptsMax: 12 },
} as const satisfies Record<string, FailureRule>;

export type FailureCode = keyof typeof FAILURES;
export const FAILURE_CODES = Object.keys(FAILURES) as FailureCode[];

/** What a provider said, kept for support. Holds ids and texts, never a secret. */
export type FailureDetail = {
  source?: "meta" | "bird" | "browser" | "perch";
  operation?: string;
  status?: number;
  metaCode?: number;
  metaSubcode?: number;
  fbtraceId?: string;
  userTitle?: string;
  userMessage?: string;
  currentStep?: string;
  sessionId?: string;
  errorCode?: string;
  errorMessage?: string;
  message?: string;
};
export type Failure = { code: FailureCode; detail?: FailureDetail };

/** How often a step may fail with this code before people are asked; final failures are not tried again at all. */
export function attemptsMaxOf(code: FailureCode): number {
  const rule: FailureRule = FAILURES[code];
  return rule.attemptsMax ?? 1;
}

/** Whether "check again" can help without a new signup. */
export function canRecheck(code: FailureCode): boolean {
  return FAILURES[code].retry !== "restart";
}
