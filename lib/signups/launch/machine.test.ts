import { describe, expect, it } from "vitest";
import type { FailureView } from "@/lib/failure-view";
import type { SignupView } from "@/lib/signups/view";
import { IDLE, step } from "./machine";
import type { LaunchEffect, LaunchEvent, LaunchState } from "./machine-types";

const failure: FailureView = {
  code: "number_taken",
  party: "isv",
  partyText: "Your provider",
  sentence: "s",
  action: "a",
  canRecheck: true,
  isAutomatic: false,
};
const view = (extra: Partial<SignupView> = {}): SignupView => ({
  id: "s1",
  status: "code_received",
  connectionId: undefined,
  failure: undefined,
  supportReference: "PR-1",
  ...extra,
});

const launched: LaunchEvent = { type: "launched" };
const opened: LaunchEvent = { type: "window", isOpen: true };
const refusedWindow: LaunchEvent = { type: "window", isOpen: false };
const closed: LaunchEvent = { type: "popup_closed" };
const code: LaunchEvent = { type: "callback", code: "new" };
const sameCode: LaunchEvent = { type: "callback", code: "seen" };
const noCode: LaunchEvent = { type: "callback", code: "none" };
const finish: LaunchEvent = { type: "session", isFinish: true, cancel: undefined };
const unknown: LaunchEvent = { type: "session", isFinish: false, cancel: undefined };
const cancel: LaunchEvent = {
  type: "session",
  isFinish: false,
  cancel: { currentStep: "PHONE_NUMBER_SETUP", message: undefined, errorCode: undefined },
};
const errorReport: LaunchEvent = {
  type: "session",
  isFinish: false,
  cancel: { currentStep: undefined, message: "Name not allowed", errorCode: "1690130" },
};
const grace: LaunchEvent = { type: "timer", name: "grace" };
const watchdog: LaunchEvent = { type: "timer", name: "watchdog" };
const check: LaunchEvent = { type: "timer", name: "check" };
const accepted = (extra?: Partial<SignupView>): LaunchEvent => ({
  type: "view",
  from: "code",
  view: view(extra),
});
const joined: LaunchEvent = {
  type: "view",
  from: "session",
  view: view({ status: "joined", connectionId: "c1" }),
};

/** Runs events and keeps only timers that are still running. */
function run(...events: LaunchEvent[]) {
  let state: LaunchState = IDLE;
  const did: LaunchEffect[] = [];
  const timers = new Map<string, number>();
  for (const event of events) {
    if (event.type === "timer") timers.delete(event.name);
    const next = step(state, event);
    state = next.state;
    for (const effect of next.effects) {
      if (effect.type === "start_timer") timers.set(effect.name, effect.ms);
      else if (effect.type === "stop_timer") timers.delete(effect.name);
      else did.push(effect);
    }
  }
  return { state, did: did.map((effect) => effect.type), timers: Object.fromEntries(timers) };
}

describe("a launch that works", () => {
  it.each([
    ["event, then code", [finish, closed, code, accepted(), joined]],
    ["code, then event", [code, finish, accepted(), joined]],
    [
      "everything twice",
      [finish, finish, code, sameCode, finish, accepted(), joined, joined, code],
    ],
    ["CANCEL, then FINISH", [cancel, finish, code, accepted(), joined]],
    ["CANCEL, window closed, late FINISH", [cancel, closed, finish, code, accepted(), joined]],
    ["no event at all", [code, accepted({ status: "joined", connectionId: "c1" })]],
    ["code after we had given up", [closed, watchdog, code, accepted(), finish, joined]],
    ["code after the grace", [cancel, closed, grace, code, finish, accepted(), joined]],
  ])("%s", (_name, events) => {
    const { state, did, timers } = run(launched, opened, ...events);
    expect(state.phase).toBe("done");
    expect(did.filter((type) => type === "navigate")).toHaveLength(1);
    expect(timers).toEqual({});
  });

  it("posts the code before anything else, once", () => {
    const { state, effects } = step(run(launched, opened).state, code);
    expect(effects[0]).toEqual({ type: "post_code" });
    expect(run(launched, opened, code, sameCode, finish).did).toEqual(["post_code"]);
    expect(state).toMatchObject({ phase: "checking", code: "sending" });
  });

  it("asks the server to look for itself when the event is missing", () => {
    const waiting = run(launched, opened, code, accepted());
    expect(waiting.timers).toEqual({ check: 3_000 });
    expect(run(launched, opened, code, accepted(), check).did).toEqual(["post_code", "resume"]);
  });

  it("gives up checking in the end, and can be asked again", () => {
    const checks = Array.from({ length: 20 }, (): LaunchEvent[] => [
      check,
      { type: "view", from: "check", view: view() },
    ]).flat();
    const slow = run(launched, opened, code, accepted(), ...checks);
    expect(slow.state.stop).toEqual({ reason: "slow" });
    const again = step(slow.state, { type: "check_again" });
    expect(again.state.phase).toBe("checking");
    expect(again.effects.at(-1)).toEqual({ type: "resume" });
  });

  it("ignores unknown events", () => {
    expect(run(launched, opened, unknown).state.phase).toBe("open");
  });
});

describe("a launch that stops", () => {
  it.each([
    ["window refused", [refusedWindow, noCode], "blocked"],
    ["no window seen", [{ type: "timer", name: "window" } as LaunchEvent], "unseen"],
    ["closed at once", [opened, closed, noCode, grace], "closed"],
    ["cancelled", [opened, cancel, noCode, grace], "cancelled"],
    ["cancelled, callback never fires", [opened, cancel, closed, grace], "cancelled"],
    ["window closed before the CANCEL", [opened, closed, cancel, grace], "cancelled"],
    ["error reported", [opened, errorReport, closed, noCode, grace], "error_reported"],
    ["event without code", [opened, finish, closed, watchdog], "unfinished"],
    ["event, then empty callback", [opened, finish, noCode, grace], "unfinished"],
    ["FINISH after an empty callback's end", [opened, noCode, grace, finish], "unfinished"],
    ["callback never fires", [opened, closed, watchdog], "unfinished"],
    ["cached old code", [opened, sameCode], "old_code"],
    [
      "code not deliverable",
      [opened, code, { type: "unreachable", from: "code" } as LaunchEvent],
      "unreachable",
    ],
    [
      "server refuses the code",
      [
        opened,
        code,
        { type: "code_refused", status: 422, failure, supportReference: "PR-1" } as LaunchEvent,
      ],
      "failure",
    ],
    ["server finds a failure later", [opened, code, finish, accepted({ failure })], "failure"],
  ])("%s", (_name, events, reason) => {
    const { state, did, timers } = run(launched, ...events);
    expect(state).toMatchObject({ phase: "stopped", stop: { reason } });
    expect(did.filter((type) => type === "prepare").length).toBeGreaterThan(0);
    expect(timers).toEqual({});
  });

  it("does not take a CANCEL as final while the window is open", () => {
    const { state, timers } = run(launched, opened, cancel);
    expect(state.phase).toBe("open");
    expect(timers).toEqual({});
  });

  it("waits two seconds for a late FINISH and ten for a late code", () => {
    expect(run(launched, opened, noCode).timers).toEqual({ grace: 2_000 });
    expect(run(launched, opened, closed).timers).toEqual({ watchdog: 10_000 });
    expect(run(launched, opened, closed, noCode).timers).toEqual({ grace: 2_000 });
    expect(run(launched, opened, cancel, closed, finish).timers).toEqual({ watchdog: 10_000 });
  });

  it("does not take the server's view of a CANCEL as the end", () => {
    const cancelled: LaunchEvent = {
      type: "view",
      from: "session",
      view: view({ status: "cancelled", failure }),
    };
    expect(run(launched, opened, cancel, cancelled).state.phase).toBe("open");
    expect(run(launched, opened, cancel, code, cancelled).state.phase).toBe("checking");
  });

  it("keeps an automatic failure on screen and keeps looking", () => {
    const auto = { ...failure, code: "meta_unavailable" as const, isAutomatic: true };
    const events = [launched, opened, code, finish, accepted({ failure: auto })];
    expect(run(...events).timers).toEqual({ check: 5_000 });
    expect(run(...events, check).did.at(-1)).toBe("read");
    const same: LaunchEvent = { type: "view", from: "check", view: view({ failure: auto }) };
    expect(run(...events, check, same).timers).toEqual({ check: 10_000 });
    expect(run(...events, check, joined).state.phase).toBe("done");
  });

  it("starts the next launch with nothing of the last", () => {
    expect(run(launched, opened, cancel, noCode, grace, launched).state).toEqual({
      ...IDLE,
      phase: "open",
    });
  });
});
