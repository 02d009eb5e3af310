import type { CreatedSignup } from "@/lib/signups/view";
import { createSignup, type SignupChoice } from "./api";

export type Prepared =
  | { state: "preparing" }
  | { state: "ready"; signup: CreatedSignup }
  | { state: "failed"; detail: string | undefined; status: number | undefined };

type Preparer = {
  /** Makes a signup for this choice; the latest choice wins. */
  prepare(choice: SignupChoice): void;
  /** Makes a new one when the present one is used up soon. */
  refresh(): void;
  dispose(): void;
};

/** A signup must not run out between the click and the end of Meta's dialog. */
const MARGIN_MS = 120_000;
const RETRY_MS = 5_000;

/** Keeps one signup ready, because FB.login must be called inside the click without waiting for anything. */
export function createPreparer(onChange: (prepared: Prepared) => void): Preparer {
  let choice: SignupChoice | undefined;
  let current: Prepared = { state: "preparing" };
  let pending: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const set = (prepared: Prepared) => {
    current = prepared;
    onChange(prepared);
  };
  const later = (ms: number, run: () => void) => {
    clearTimeout(timer);
    timer = setTimeout(run, Math.min(Math.max(ms, 1_000), 2 ** 31 - 1));
  };

  const prepare = async (next: SignupChoice) => {
    choice = next;
    pending?.abort();
    clearTimeout(timer);
    const own = new AbortController();
    pending = own;
    set({ state: "preparing" });
    const answer = await createSignup(next, own.signal);
    if (own.signal.aborted) return;
    if (answer.kind === "ok") {
      set({ state: "ready", signup: answer.value });
      later(msLeft(answer.value) - MARGIN_MS, refresh);
      return;
    }
    const problem = answer.kind === "refused" ? answer.problem : undefined;
    set({ state: "failed", detail: problem?.detail, status: problem?.status });
    if (!problem || problem.status >= 500) later(RETRY_MS, () => void prepare(next));
  };

  const refresh = () => {
    if (!choice || current.state === "preparing") return;
    if (current.state === "failed" || msLeft(current.signup) < MARGIN_MS) void prepare(choice);
  };

  return {
    prepare: (next) => void prepare(next),
    refresh,
    dispose: () => {
      pending?.abort();
      clearTimeout(timer);
    },
  };
}

function msLeft(signup: CreatedSignup): number {
  return Date.parse(signup.expiresAt) - Date.now();
}
