import type { FailureView } from "@/lib/failure-view";
import type { SignupView } from "@/lib/signups/view";
import type { CancelInfo } from "./signup-message";

export type SimpleStop =
  | "blocked"
  | "unseen"
  | "closed"
  | "unfinished"
  | "old_code"
  | "unreachable"
  | "slow"
  | "sdk_failed";

/** Why a launch came to rest without a connection. Any of them is left again when a code arrives after all. */
export type Stop =
  | { reason: SimpleStop }
  | { reason: "cancelled"; currentStep: string | undefined }
  | { reason: "error_reported"; message: string; errorCode: string | undefined }
  | { reason: "failure"; failure: FailureView };

export type LaunchState = {
  phase: "idle" | "open" | "checking" | "done" | "stopped";
  popup: "unseen" | "opened" | "closed";
  code: "none" | "sending" | "accepted";
  hasCallback: boolean;
  hasFinish: boolean;
  cancel: CancelInfo | undefined;
  checks: number;
  stop: Stop | undefined;
  supportReference: string | undefined;
};

export type TimerName = "grace" | "watchdog" | "check" | "window";

export type LaunchEvent =
  | { type: "launched" }
  | { type: "window"; isOpen: boolean }
  | { type: "popup_closed" }
  | { type: "callback"; code: "new" | "seen" | "none" }
  | { type: "session"; isFinish: boolean; cancel: CancelInfo | undefined }
  | { type: "timer"; name: TimerName }
  | { type: "view"; view: SignupView; from: "code" | "session" | "check" }
  | {
      type: "code_refused";
      status: number;
      failure: FailureView | undefined;
      supportReference: string | undefined;
    }
  | { type: "unreachable"; from: "code" | "check" }
  | { type: "check_again" }
  | { type: "sdk_failed" }
  | { type: "reset" };

/** What the launcher must do after a step; the machine itself touches nothing. */
export type LaunchEffect =
  | { type: "post_code" }
  | { type: "read" }
  | { type: "resume" }
  | { type: "prepare" }
  | { type: "navigate"; connectionId: string }
  | { type: "start_timer"; name: TimerName; ms: number }
  | { type: "stop_timer"; name: TimerName };

export type Step = { state: LaunchState; effects: LaunchEffect[] };
