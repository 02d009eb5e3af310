/**
 * Legal moves of a signup. `joined` with a connection is the good end. A CANCEL may precede a FINISH in one
 * launch, so `cancelled` and `abandoned` are left again when a code or a FINISH arrives after all; a FINISH that
 * comes after its code was looked into without it takes `joined` and `failed` back to `code_received`.
 */
export const SIGNUP_TRANSITIONS = {
  open: ["code_received", "cancelled", "abandoned", "failed"],
  code_received: ["joined", "failed"],
  joined: ["failed", "code_received"],
  cancelled: ["open", "code_received", "abandoned", "failed"],
  abandoned: ["open", "code_received", "cancelled", "failed"],
  failed: ["joined", "code_received"],
} as const;

export type SignupState = keyof typeof SIGNUP_TRANSITIONS;

/** The states from which a signup may move to `to`. */
export function signupStatesBefore(to: SignupState): SignupState[] {
  const states = Object.keys(SIGNUP_TRANSITIONS) as SignupState[];
  return states.filter((from) => (SIGNUP_TRANSITIONS[from] as readonly SignupState[]).includes(to));
}
