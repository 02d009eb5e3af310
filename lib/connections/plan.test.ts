import { describe, expect, it } from "vitest";
import type { StepRow } from "@/db/queries/connections";
import { backoffMs, dueSteps, NEEDS, standing } from "./plan";
import { STEPS, type StepId } from "./states";

const NOW = new Date("2026-06-01T12:00:00Z");
const LATER = new Date("2026-06-01T12:05:00Z");

const row = (step: StepId, change: Partial<StepRow> = {}): StepRow => ({
  tenantId: "t",
  connectionId: "c",
  step,
  state: "done",
  attempts: 1,
  failures: 0,
  failureCode: null,
  failureDetail: null,
  notBefore: null,
  firstTriedAt: null,
  startedAt: null,
  finishedAt: null,
  ...change,
});
const done = (...steps: StepId[]) => steps.map((step) => row(step));
const GRANT = done("exchange_code", "verify_grant");
const names = (steps: StepRow[]) => dueSteps(steps, NOW).map(({ step }) => step);

describe("the plan", () => {
  it("names for every step only needs that come before it", () => {
    for (const [step, needs] of Object.entries(NEEDS))
      for (const need of needs)
        expect(STEPS.indexOf(need), `${step} needs ${need}`).toBeLessThan(
          STEPS.indexOf(step as StepId),
        );
  });

  it("begins nothing before the grant is proven", () => {
    expect(names([])).toEqual([]);
    expect(names([row("exchange_code"), row("verify_grant", { state: "blocked" })])).toEqual([]);
  });

  it("runs side by side what depends on the same", () => {
    expect(names(GRANT)).toEqual(["subscribe_app", "register_phone"]);
    expect(names([...GRANT, row("register_phone", { state: "skipped" })])).toEqual([
      "subscribe_app",
      "install_connector",
    ]);
    const installed = done("subscribe_app", "register_phone", "install_connector", "await_channel");
    expect(names([...GRANT, ...installed])).toEqual(["subscribe_channel_webhooks", "check_health"]);
  });

  it("takes up again a step whose process died", () => {
    expect(names([...GRANT, row("subscribe_app", { state: "running" })])).toContain(
      "subscribe_app",
    );
  });

  it("leaves a blocked step to people, unless it has a time of its own", () => {
    const blocked = (notBefore: Date | null) =>
      dueSteps([...GRANT, row("register_phone", { state: "blocked", notBefore })], NOW);
    expect(blocked(null).map(({ step }) => step)).toEqual(["subscribe_app"]);
    expect(blocked(LATER)).toContainEqual({ step: "register_phone", at: LATER });
  });

  it("waits as long as a step was told to", () => {
    const waiting = row("subscribe_app", { state: "waiting", notBefore: LATER });
    expect(dueSteps([...GRANT, waiting], NOW)[0]).toEqual({ step: "subscribe_app", at: LATER });
  });
});

describe("where a connection stands", () => {
  const all = done(...STEPS);
  const but = (change: StepRow) => all.map((one) => (one.step === change.step ? change : one));
  const state = (steps: StepRow[], from: "provisioning" | "connected" = "provisioning") =>
    standing({ state: from }, steps);

  it("is connected with all steps over, and not one earlier", () => {
    expect(state(all).state).toBe("connected");
    for (const step of STEPS)
      expect(state(all.filter((one) => one.step !== step)).state, step).toBe("provisioning");
  });

  it("stays connected while its health is read, and only then", () => {
    const reading = but(row("check_health", { state: "running" }));
    expect(state(reading, "connected").state).toBe("connected");
    expect(state(reading).state).toBe("provisioning");
    expect(state(but(row("await_channel", { state: "waiting" })), "connected").state).toBe(
      "provisioning",
    );
  });

  it("asks for people with the failure of the first step that is blocked", () => {
    const blocked = (step: StepId, failureCode: "channel_late" | "subscription_refused") =>
      row(step, { state: "blocked", failureCode, failureDetail: { status: 400 } });
    const steps = [
      blocked("await_channel", "channel_late"),
      ...GRANT,
      blocked("subscribe_app", "subscription_refused"),
    ];
    expect(state(steps)).toEqual({
      state: "action_required",
      failure: { code: "subscription_refused", detail: { status: 400 } },
    });
  });
});

describe("the pause after failures", () => {
  it("doubles, up to five minutes", () => {
    const full = (failures: number) => backoffMs(failures, 0, () => 1);
    expect([1, 2, 3, 4].map(full)).toEqual([2_000, 4_000, 8_000, 16_000]);
    expect([9, 40, 4_000].map(full)).toEqual([300_000, 300_000, 300_000]);
  });

  it("is spread over its second half", () => {
    expect(backoffMs(3, 0, () => 0)).toBe(4_000);
    expect(backoffMs(3, 0, () => 0.5)).toBe(6_000);
  });

  it("is never shorter than the provider asked for", () => {
    expect(backoffMs(1, 90_000)).toBe(90_000);
    expect(backoffMs(40, 1_000, () => 0)).toBe(150_000);
  });
});
