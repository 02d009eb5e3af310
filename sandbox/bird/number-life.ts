import { DAY, MINUTE, SECOND } from "../clock.ts";
import type { IdSource } from "../ids.ts";
import type { BirdNumber, BirdState, Enrolment, NumberState } from "./state.ts";

export const ZERO_TIME = "0001-01-01T00:00:00Z";
const REQUEST_AFTER = 20 * SECOND;
const VERIFIED_AFTER = 150 * SECOND;
// 90 days is read off Bird's one example; the words of the two middle stages are ours.
const VALID_FOR = 90 * DAY;
const RETRY_AFTER = 30 * MINUTE;

/** Where a number stands at a moment. */
export function numberState(number: BirdNumber, now: number): NumberState {
  const enrolment = number.enrolment;
  if (!enrolment) return "absent";
  const age = now - enrolment.enrolledAt;
  if (age < REQUEST_AFTER) return "requesting";
  if (age < VERIFIED_AFTER) return "verifying";
  if (enrolment.outcome === "fail") return "failed";
  return now < expiresAt(enrolment) ? "verified" : "expired";
}

const AS_PRINTED: Record<NumberState, { status: string; stage: string; age: number }> = {
  absent: { status: "", stage: "", age: 0 },
  requesting: { status: "pending", stage: "request-code", age: 0 },
  verifying: { status: "pending", stage: "verify-code", age: REQUEST_AFTER },
  failed: { status: "failed", stage: "verify-code", age: VERIFIED_AFTER },
  verified: { status: "verified", stage: "final", age: VERIFIED_AFTER },
  expired: { status: "verified", stage: "final", age: VERIFIED_AFTER },
};

/** The number's `whatsApp` object at a moment, absent before Bird enrolled it. */
export function whatsAppObject(
  number: BirdNumber,
  now: number,
): Record<string, unknown> | undefined {
  const { enrolment } = number;
  if (!enrolment) return undefined;
  const state = numberState(number, now);
  const { status, stage, age } = AS_PRINTED[state];
  const isFailed = state === "failed";
  const requestedAt = enrolment.enrolledAt + REQUEST_AFTER;
  return {
    whatsAppId: enrolment.whatsAppId,
    status,
    stage,
    attempt: isFailed ? 3 : 0,
    nextAttemptAt: isFailed ? stamp(now + RETRY_AFTER) : ZERO_TIME,
    requestedCodeAt: state === "requesting" ? ZERO_TIME : stamp(requestedAt),
    verificationExpiresAt: stage === "final" ? stamp(expiresAt(enrolment)) : ZERO_TIME,
    createdAt: stamp(enrolment.enrolledAt),
    updatedAt: stamp(enrolment.enrolledAt + age),
  };
}

/** An enrolment that is in the wanted state right now; only `absent` has none. */
export function enrolmentIn(
  state: NumberState,
  given: { now: number; ids: IdSource; keep: Enrolment | undefined },
): Enrolment | undefined {
  if (state === "absent") return undefined;
  const whatsAppId = given.keep?.whatsAppId ?? given.ids.nodeId();
  const at = (age: number, outcome: Enrolment["outcome"]): Enrolment => ({
    whatsAppId,
    enrolledAt: given.now - age,
    outcome,
  });
  if (state === "requesting") return at(0, "verify");
  if (state === "verifying") return at(REQUEST_AFTER, "verify");
  if (state === "failed") return at(VERIFIED_AFTER, "fail");
  return state === "verified" ? at(3 * DAY, "verify") : at(VALID_FOR + DAY, "verify");
}

/** The Bird number behind a pre-verified id, as Meta's popup would look it up. */
export function findByWhatsAppId(bird: BirdState, whatsAppId: string): BirdNumber | undefined {
  return [...bird.numbers.values()].find((one) => one.enrolment?.whatsAppId === whatsAppId);
}

export function stamp(atMs: number): string {
  return new Date(atMs).toISOString();
}

function expiresAt(enrolment: Enrolment): number {
  return enrolment.enrolledAt + REQUEST_AFTER + VALID_FOR;
}
