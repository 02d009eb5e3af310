import type { CreatedSignup, SdkSettings, SignupView } from "@/lib/signups/view";
import { type Answer, postCode, postSession, readSignup, reportLaunch, resumeSignup } from "./api";
import type { FacebookWindow } from "./facebook";
import { isSignupOrigin } from "./is-signup-origin";
import { initialiseSdk, loadSdk, type SdkStatus } from "./load-sdk";
import { IDLE, step } from "./machine";
import type { LaunchEffect, LaunchEvent, LaunchState, TimerName } from "./machine-types";
import { openSignup } from "./open-signup";
import { createPreparer, type Prepared } from "./prepared";
import { readSignupMessage } from "./signup-message";

export type LauncherSnapshot = { sdk: SdkStatus; prepared: Prepared; launch: LaunchState };

type Options = {
  sdk: SdkSettings;
  linkId: string | undefined;
  /** The connection to renew. */
  reconnectId: string | undefined;
  navigate: (connectionId: string) => void;
};

/** One launch: what it must not share with the next one. The code stays here until it is handed over. */
type Run = { signup: CreatedSignup; code: string | undefined; popup: Window | undefined };

export const INITIAL: LauncherSnapshot = {
  sdk: "loading",
  prepared: { state: "preparing" },
  launch: IDLE,
};

const POPUP_POLL_MS = 500;

/** Drives Embedded Signup from one page: prepares, opens, listens, hands over. Framework-free. */
export class Launcher {
  #snapshot = INITIAL;
  #listeners = new Set<() => void>();
  #timers = new Map<TimerName, ReturnType<typeof setTimeout>>();
  #seenCodes = new Set<string>();
  #seenEvents = new Set<string>();
  #run: Run | undefined;
  #numberId: string | undefined;
  #poll: ReturnType<typeof setInterval> | undefined;
  #stopSdk: (() => void) | undefined;
  #preparer = createPreparer((prepared) => {
    this.#set({ prepared });
    this.#reportBlockedSdk();
  });

  constructor(private readonly options: Options) {}

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  snapshot = (): LauncherSnapshot => this.#snapshot;

  /** Starts listening and loading; returns the end of both. */
  start(): () => void {
    const onMessage = (event: MessageEvent) => this.#onMessage(event);
    const onReturn = () => {
      if (!document.hidden && !this.#isBusy()) this.#preparer.refresh();
    };
    const onShow = (event: PageTransitionEvent) => {
      if (!event.persisted) return;
      this.#dispatch({ type: "reset" });
      this.#prepare();
    };
    window.addEventListener("message", onMessage);
    window.addEventListener("pageshow", onShow);
    window.addEventListener("online", onReturn);
    document.addEventListener("visibilitychange", onReturn);
    this.loadSdk();
    this.#prepare();
    return () => {
      window.removeEventListener("message", onMessage);
      window.removeEventListener("pageshow", onShow);
      window.removeEventListener("online", onReturn);
      document.removeEventListener("visibilitychange", onReturn);
      this.#stopSdk?.();
      this.#preparer.dispose();
      this.#watch(undefined);
      for (const timer of this.#timers.values()) clearTimeout(timer);
    };
  }

  /** Also the retry after a blocked or slow SDK. */
  loadSdk(): void {
    this.#stopSdk?.();
    this.#stopSdk = loadSdk(this.options.sdk, (sdk) => {
      this.#set({ sdk });
      this.#reportBlockedSdk();
    });
  }

  chooseNumber(numberId: string | undefined): void {
    if (this.#numberId === numberId && this.#snapshot.prepared.state !== "failed") return;
    this.#numberId = numberId;
    this.#prepare();
  }

  prepareAgain(): void {
    this.#prepare();
  }

  /** The click. FB.login runs before this returns, or the browser takes its window for an advertisement. */
  connect(): void {
    if (this.#snapshot.launch.phase === "open") this.#run?.popup?.focus();
    const { prepared, sdk: status } = this.#snapshot;
    const sdk = (window as FacebookWindow).FB;
    if (this.#isBusy() || prepared.state !== "ready" || status !== "ready" || !sdk) return;
    initialiseSdk(sdk, this.options.sdk);
    const run: Run = { signup: prepared.signup, code: undefined, popup: undefined };
    this.#run = run;
    this.#dispatch({ type: "launched" });
    try {
      openSignup({
        sdk,
        launch: run.signup.launch,
        onCode: (code) => this.#onCode(run, code),
        onWindow: (popup) => this.#onWindow(run, popup),
      });
    } catch {
      this.#dispatch({ type: "sdk_failed" });
      reportLaunch(run.signup.id, "sdk_unavailable");
    }
  }

  checkAgain(): void {
    this.#dispatch({ type: "check_again" });
  }

  /** Leaves a launch that hangs; what still arrives from it is handed over all the same. */
  startAgain(): void {
    this.#dispatch({ type: "reset" });
    this.#prepare();
  }

  #onCode(run: Run, code: string | undefined): void {
    const isSeen = code !== undefined && this.#seenCodes.has(code);
    if (code !== undefined && !isSeen) {
      this.#seenCodes.add(code);
      run.code = code;
      if (run !== this.#run) return void this.#handOver(run);
    }
    if (run !== this.#run) return;
    const kind = code === undefined ? "none" : isSeen ? "seen" : "new";
    this.#dispatch({ type: "callback", code: kind });
  }

  #onWindow(run: Run, popup: Window | undefined): void {
    run.popup = popup;
    reportLaunch(run.signup.id, popup ? "opened" : "blocked");
    if (run !== this.#run) return;
    this.#dispatch({ type: "window", isOpen: popup !== undefined });
    this.#watch(popup);
  }

  #watch(popup: Window | undefined): void {
    clearInterval(this.#poll);
    if (!popup) return;
    this.#poll = setInterval(() => {
      if (!popup.closed) return;
      clearInterval(this.#poll);
      this.#dispatch({ type: "popup_closed" });
    }, POPUP_POLL_MS);
  }

  #onMessage({ origin, data }: MessageEvent): void {
    const run = this.#run;
    if (!run || !isSignupOrigin(origin, this.options.sdk.signupOrigins)) return;
    const message = readSignupMessage(data);
    if (!message) return;
    const text = run.signup.id + JSON.stringify(message.raw);
    this.#dispatch({ type: "session", isFinish: message.isFinish, cancel: message.cancel });
    if (this.#seenEvents.has(text)) return;
    this.#seenEvents.add(text);
    void postSession(run.signup.id, message.raw).then((answer) => {
      if (answer.kind === "ok") this.#onView(run, answer.value, "session");
    });
  }

  async #handOver(run: Run): Promise<void> {
    const code = run.code;
    run.code = undefined;
    if (code === undefined) return;
    const answer = await postCode(run.signup.id, code);
    if (answer.kind === "ok") return this.#onView(run, answer.value, "code");
    if (run !== this.#run) return;
    if (answer.kind === "unreachable") return this.#dispatch({ type: "unreachable", from: "code" });
    const { status, failure, supportReference } = answer.problem;
    this.#dispatch({ type: "code_refused", status, failure, supportReference });
  }

  async #check(ask: (id: string) => Promise<Answer<SignupView>>): Promise<void> {
    const run = this.#run;
    if (!run) return;
    const answer = await ask(run.signup.id);
    if (answer.kind === "ok") return this.#onView(run, answer.value, "check");
    if (run === this.#run) this.#dispatch({ type: "unreachable", from: "check" });
  }

  /** An older launch may still succeed while nothing newer is going on. */
  #onView(run: Run, view: SignupView, from: "code" | "session" | "check"): void {
    const isCurrent = run === this.#run;
    if (isCurrent || (view.connectionId && !this.#isBusy())) {
      this.#dispatch({ type: "view", view, from });
    }
  }

  #reportBlockedSdk(): void {
    const { prepared, sdk } = this.#snapshot;
    if (sdk === "blocked" && prepared.state === "ready") {
      reportLaunch(prepared.signup.id, "sdk_unavailable");
    }
  }

  #isBusy(): boolean {
    return ["open", "checking", "done"].includes(this.#snapshot.launch.phase);
  }

  #prepare(): void {
    const { linkId, reconnectId } = this.options;
    this.#preparer.prepare({ linkId, reconnectId, numberId: this.#numberId });
  }

  #dispatch(event: LaunchEvent): void {
    const { state, effects } = step(this.#snapshot.launch, event);
    for (const effect of effects) this.#perform(effect);
    this.#set({ launch: state });
  }

  #perform(effect: LaunchEffect): void {
    switch (effect.type) {
      case "post_code":
        if (this.#run) void this.#handOver(this.#run);
        break;
      case "resume":
        void this.#check(resumeSignup);
        break;
      case "read":
        void this.#check(readSignup);
        break;
      case "prepare":
        this.#prepare();
        break;
      case "navigate":
        this.options.navigate(effect.connectionId);
        break;
      case "start_timer":
        this.#startTimer(effect.name, effect.ms);
        break;
      case "stop_timer":
        clearTimeout(this.#timers.get(effect.name));
    }
  }

  #startTimer(name: TimerName, ms: number): void {
    clearTimeout(this.#timers.get(name));
    this.#timers.set(
      name,
      setTimeout(() => this.#dispatch({ type: "timer", name }), ms),
    );
  }

  #set(change: Partial<LauncherSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }
}
