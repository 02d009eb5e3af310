import type { FailureView } from "@/lib/failure-view";
import type {
  LaunchEffect,
  LaunchEvent,
  LaunchState,
  Step,
  Stop,
  TimerName,
} from "./machine-types";

export const IDLE: LaunchState = {
  phase: "idle",
  popup: "unseen",
  code: "none",
  hasCallback: false,
  hasFinish: false,
  cancel: undefined,
  checks: 0,
  stop: undefined,
  supportReference: undefined,
};

/** A FINISH may still follow a CANCEL or an empty callback. */
const GRACE_MS = 2_000;
/** The SDK sometimes never calls back although the customer finished. */
const WATCHDOG_MS = 10_000;
/** How long a code waits for its event before the server looks for the account itself. */
const DISCOVERY_MS = 3_000;
const WINDOW_MS = 3_000;
const CHECKS_MAX = 14;
const TIMERS: TimerName[] = ["grace", "watchdog", "check", "window"];

type Handlers = {
  [T in LaunchEvent["type"]]: (
    state: LaunchState,
    event: Extract<LaunchEvent, { type: T }>,
  ) => Step;
};

/** Joins what the popup, the SDK, the server and the clock say, in any order and any number of times. */
export function step(state: LaunchState, event: LaunchEvent): Step {
  const handle = HANDLERS[event.type] as (state: LaunchState, event: LaunchEvent) => Step;
  return handle(state, event);
}

const HANDLERS: Handlers = {
  launched: () => to({ ...IDLE, phase: "open" }, ...stopTimers(), start("window", WINDOW_MS)),
  window: (state, { isOpen }) => {
    if (!isOpen) return isWaiting(state) ? stopped(state, { reason: "blocked" }) : to(state);
    return to({ ...state, popup: "opened" }, stop("window"));
  },
  popup_closed: onPopupClosed,
  callback: onCallback,
  session: onSession,
  timer: onTimer,
  view: onView,
  code_refused: (state, { status, failure, supportReference }) =>
    stopped(
      { ...state, code: "none", supportReference: supportReference ?? state.supportReference },
      refusal(status, failure),
    ),
  unreachable: (state, { from }) => {
    if (from === "code") return stopped({ ...state, code: "none" }, { reason: "unreachable" });
    if (state.phase !== "checking") return to(state);
    return state.code === "none" ? stopped(state, { reason: "unreachable" }) : nextCheck(state);
  },
  check_again: (state) =>
    to({ ...state, phase: "checking", checks: 0, stop: undefined }, ...stopTimers(), {
      type: "resume",
    }),
  sdk_failed: (state) => stopped(state, { reason: "sdk_failed" }),
  reset: () => to(IDLE, ...stopTimers()),
};

function onPopupClosed(state: LaunchState): Step {
  const next: LaunchState = { ...state, popup: "closed" };
  if (!isWaiting(state) || state.hasCallback) return to(next);
  return to(
    next,
    state.cancel && !state.hasFinish ? start("grace", GRACE_MS) : start("watchdog", WATCHDOG_MS),
  );
}

function onCallback(state: LaunchState, { code }: { code: "new" | "seen" | "none" }): Step {
  const next: LaunchState = { ...state, hasCallback: true };
  if (code === "new" && state.phase === "done") return to(next, { type: "post_code" });
  if (code === "new") {
    const sending: LaunchState = { ...next, phase: "checking", code: "sending", stop: undefined };
    return to(sending, { type: "post_code" }, ...stopTimers());
  }
  if (!isWaiting(state)) return to(next);
  if (code === "seen") return stopped(next, { reason: "old_code" });
  return to(next, stop("watchdog"), stop("window"), start("grace", GRACE_MS));
}

function onSession(
  state: LaunchState,
  { isFinish, cancel }: Extract<LaunchEvent, { type: "session" }>,
): Step {
  const next: LaunchState = {
    ...state,
    hasFinish: state.hasFinish || isFinish,
    cancel: cancel ?? state.cancel,
  };
  if (isFinish && !state.hasFinish) return onFirstFinish(next);
  if (!isWaiting(state)) return to(next);
  if (!cancel || state.hasFinish || state.popup === "opened") return to(next, stop("window"));
  const wait = state.popup === "closed" ? start("grace", GRACE_MS) : start("watchdog", WATCHDOG_MS);
  return to(next, stop("window"), wait);
}

function onFirstFinish(state: LaunchState): Step {
  const isRevived = state.phase === "stopped" && state.code === "none";
  if (isRevived && state.hasCallback) return stopped(state, { reason: "unfinished" });
  if (!isRevived && !isWaiting(state)) return to(state);
  const open: LaunchState = { ...state, phase: "open", stop: undefined };
  if (state.popup === "opened") return to(open, stop("window"));
  return to(open, stop("window"), stop("grace"), start("watchdog", WATCHDOG_MS));
}

function onTimer(state: LaunchState, { name }: { name: TimerName }): Step {
  if (name === "check") return onCheck(state);
  if (!isWaiting(state)) return to(state);
  if (name === "window") return stopped(state, { reason: "unseen" });
  if (state.hasFinish) return stopped(state, { reason: "unfinished" });
  if (name === "watchdog" && !state.cancel) return stopped(state, { reason: "unfinished" });
  return stopped(state, cancelledBy(state));
}

function cancelledBy({ cancel }: LaunchState): Stop {
  if (!cancel) return { reason: "closed" };
  const { currentStep, errorCode, message } = cancel;
  if (message) return { reason: "error_reported", message, errorCode };
  return { reason: "cancelled", currentStep };
}

function onCheck(state: LaunchState): Step {
  if (state.stop?.reason === "failure") return to(state, { type: "read" });
  if (state.phase !== "checking") return to(state);
  const mayHaveArrived = state.hasFinish && state.checks % 3 === 0;
  return to({ ...state, checks: state.checks + 1 }, { type: mayHaveArrived ? "read" : "resume" });
}

function onView(state: LaunchState, { view, from }: Extract<LaunchEvent, { type: "view" }>): Step {
  const known: LaunchState = { ...state, supportReference: view.supportReference };
  if (state.phase === "done") return to(known);
  if (view.connectionId) {
    const done: LaunchState = { ...known, phase: "done", stop: undefined };
    return to(done, ...stopTimers(), { type: "navigate", connectionId: view.connectionId });
  }
  const next: LaunchState = from === "code" ? { ...known, code: "accepted" } : known;
  const isRetried = state.stop?.reason === "failure" && state.stop.failure.isAutomatic;
  const isOurTurn = state.phase === "checking" || isRetried;
  if (!isOurTurn || (from === "session" && next.code !== "accepted")) return to(next);
  if (view.failure) return failedWith(next, view.failure);
  if (next.code === "sending") return to(next);
  if (next.code === "none") return stopped(next, { reason: "unfinished" });
  return nextCheck({ ...next, phase: "checking", stop: undefined });
}

/** 409: the server knows the code from another launch, so the SDK has handed out an old one. */
function refusal(status: number, failure: FailureView | undefined): Stop {
  if (failure) return { reason: "failure", failure };
  return { reason: status === 409 ? "old_code" : "unreachable" };
}

function failedWith(state: LaunchState, failure: FailureView) {
  const isNews = state.stop?.reason !== "failure" || state.stop.failure.code !== failure.code;
  const result = isNews
    ? stopped(state, { reason: "failure", failure })
    : to({ ...state, checks: state.checks + 1 });
  if (failure.isAutomatic) {
    result.effects.push(start("check", Math.min(5_000 * (result.state.checks + 1), 30_000)));
  }
  return result;
}

function nextCheck(state: LaunchState): Step {
  if (state.checks >= CHECKS_MAX) return stopped(state, { reason: "slow" });
  const first = state.hasFinish ? 1_000 : DISCOVERY_MS;
  return to(
    state,
    start("check", state.checks === 0 ? first : Math.min(1_000 * state.checks, 5_000)),
  );
}

/** Meta's window may be open, or was a moment ago, and nothing is decided. */
function isWaiting(state: LaunchState): boolean {
  return state.phase === "open";
}

function stopped(state: LaunchState, reason: Stop): Step {
  const isKnown = state.supportReference !== undefined || reason.reason === "blocked";
  return to(
    { ...state, phase: "stopped", stop: reason },
    ...stopTimers(),
    ...(isKnown ? [] : [{ type: "read" } as const]),
    { type: "prepare" },
  );
}

function to(state: LaunchState, ...effects: LaunchEffect[]): Step {
  return { state, effects };
}

function start(name: TimerName, ms: number): LaunchEffect {
  return { type: "start_timer", name, ms };
}

function stop(name: TimerName): LaunchEffect {
  return { type: "stop_timer", name };
}

function stopTimers(): LaunchEffect[] {
  return TIMERS.map(stop);
}
