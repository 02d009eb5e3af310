import type { ConnectionState } from "@/lib/connections/states";
import { FAILURES, type FailureCode, PARTIES } from "@/lib/failures";
import type { Translator } from "@/lib/i18n/translator";
import { quantileMs } from "./buckets";
import type { FailureCount, Funnel, OverviewView, PartyCount, Stage } from "./view";
import { STAGES } from "./view";

type Counted = { key: string; amount: number };

/** How the connections are now, from counts by `state:failure_code`. */
export function toNow(counts: Counted[]): OverviewView["now"] {
  const parsed = counts.map(({ key, amount }) => {
    const [state = "", code = ""] = key.split(":");
    return { state: state as ConnectionState, code, amount };
  });
  const inState = (...states: ConnectionState[]) =>
    sum(parsed.filter(({ state }) => states.includes(state)));
  const waiting = parsed.filter(({ state }) => state === "action_required");
  return {
    connected: inState("connected"),
    settingUp: inState("pending", "provisioning"),
    attention: inState("action_required"),
    waitingFor: byParty(waiting),
  };
}

/** The stages with their counts and times, and where the most are lost. */
export function toFunnel(counts: { key: string; bucket: number; amount: number }[]): Funnel {
  const stages = STAGES.map((stage, index) => {
    const own = counts.filter(({ key }) => key === stage);
    const before = STAGES[index - 1];
    return { stage, count: sum(own), shareOfBefore: shareOf(own, before, counts), ...times(own) };
  });
  return { stages, loss: biggestLoss(stages) };

  function times(own: typeof counts) {
    return { medianMs: quantileMs(own, 0.5), p90Ms: quantileMs(own, 0.9) };
  }
}

/** Failures by how often they happened, and by who has to act. Codes that this version does not know are left out. */
export function toFailures(counts: Counted[], t: Translator): OverviewView["failures"] {
  const ranked = counts
    .filter(({ key, amount }) => isCode(key) && amount > 0)
    .map(({ key, amount }): FailureCount => {
      const code = key as FailureCode;
      const { party } = FAILURES[code];
      return { code, party, hint: t(`failures.${code}.hint`), count: amount };
    })
    .toSorted((one, other) => other.count - one.count || one.code.localeCompare(other.code));
  const all = ranked.map(({ code, count }) => ({ code, amount: count }));
  return { total: sum(all), byParty: byParty(all), ranked };
}

function shareOf(own: Counted[], before: Stage | undefined, counts: Counted[]) {
  const ofBefore = sum(counts.filter(({ key }) => key === before));
  const share = sum(own) / ofBefore;
  // Each stage is counted on its own day, and some begin without a link: then more may come than went before.
  return ofBefore > 0 && share <= 1 ? share : undefined;
}

function biggestLoss(stages: Funnel["stages"]): Funnel["loss"] {
  const losses = stages.flatMap(({ stage, count }, index) => {
    const before = stages[index - 1];
    const lost = (before?.count ?? 0) - count;
    return before && lost > 0 ? [{ from: before.stage, to: stage, lost, of: before.count }] : [];
  });
  return losses.toSorted((one, other) => other.lost - one.lost)[0];
}

function byParty(counts: { code: string; amount: number }[]): PartyCount[] {
  return PARTIES.map((party) => ({
    party,
    count: sum(counts.filter(({ code }) => isCode(code) && FAILURES[code].party === party)),
  }))
    .filter(({ count }) => count > 0)
    .toSorted((one, other) => other.count - one.count);
}

function isCode(key: string): key is FailureCode {
  return Object.hasOwn(FAILURES, key);
}

const sum = (counts: { amount: number }[]) =>
  counts.reduce((total, { amount }) => total + amount, 0);
