import { setTimeout as delay } from "node:timers/promises";
import { afterEach, expect, it, vi } from "vitest";
import { getTranslator } from "@/lib/i18n/translator";
import en from "@/messages/en.json";
import { type Check, ok, problem, warning } from "./check";
import { CHECKS } from "./checks";
import { parseReport } from "./report-schema";
import { runDoctor, worstOf } from "./run-doctor";
import { bareContext } from "./testing";
import { toFindings } from "./to-findings";

vi.mock("@/lib/log", () => ({ log: () => ({ error: () => {}, warn: () => {}, info: () => {} }) }));
afterEach(() => vi.restoreAllMocks());

const check = (run: Check["run"]): Check => ({ id: "clock", group: "portal", run });

it("runs checks side by side, each within its limit", async () => {
  const slow = check(() => delay(60_000, ok("right"), { ref: false }));
  const quick = check(async () => ok("right", { seconds: 0 }));
  const { results } = await runDoctor(bareContext(), {
    checks: [slow, quick, slow],
    limitMs: 100,
  });
  expect(results.map(({ finding }) => finding)).toEqual(["timeout", "right", "timeout"]);
  expect(results[0]).toMatchObject({ status: "problem", facts: { seconds: 0.1 } });
});

it("makes a problem of a check that throws, and names no secret", async () => {
  const crashing = check(() => Promise.reject(new TypeError("canary-secret")));
  const report = await runDoctor(bareContext(), { checks: [crashing] });
  expect(report.results).toMatchObject([{ finding: "crashed", facts: { error: "TypeError" } }]);
  expect(JSON.stringify(report)).not.toContain("canary");
});

it("calls a report as grave as its gravest finding", async () => {
  const of = async (...all: Check["run"][]) =>
    worstOf(await runDoctor(bareContext(), { checks: all.map(check) }));
  const fine = async () => ok("right", { seconds: 0 });
  const off = { seconds: 9, direction: "ahead" };
  expect(await of(fine)).toBe("ok");
  expect(await of(fine, async () => warning("off", off))).toBe("warning");
  expect(await of(fine, async () => problem("off", off), fine)).toBe("problem");
});

it("has every check once, and words for each of them in every case", async () => {
  const ids = CHECKS.map(({ id }) => id);
  expect(ids.toSorted()).toEqual(Object.keys(en.doctor.checks).toSorted());
  const report = await runDoctor(bareContext(), { limitMs: 5_000 });
  const ctx = bareContext();
  const findings = toFindings(report, ctx.env, getTranslator("en"));
  expect(findings).toHaveLength(CHECKS.length);
  for (const { text, mend, status, title } of findings) {
    expect(`${title} ${text} ${mend ?? ""}`).not.toMatch(/[{}]|undefined/);
    if (status === "problem") expect(mend).toBeTruthy();
  }
  const order = findings.map(({ status }) =>
    ["problem", "warning", "ok", "skipped"].indexOf(status),
  );
  expect(order).toEqual(order.toSorted());
});

it("reads a kept report back, without what it has no words for", async () => {
  const report = await runDoctor(bareContext(), { checks: [check(async () => ok("right"))] });
  const [kept] = report.results;
  const stored = JSON.parse(JSON.stringify(report));
  stored.results.push({ ...kept, id: "gone" }, { ...kept, finding: "gone" }, "rubbish");
  expect(parseReport(stored)).toEqual(report);
  expect(parseReport({ results: 1 })).toBeUndefined();
  expect(parseReport(undefined)).toBeUndefined();
});
