import type { ConnectionState } from "@/lib/connections/states";
import type { Translator } from "@/lib/i18n/translator";
import { supportReference } from "@/lib/ids";
import { capabilitiesOf } from "./capabilities";
import type { ReadNumber } from "./number-reader";
import { numberState } from "./number-state";
import { toE164, toInternational } from "./phone";
import { timeLeft } from "./time-left";
import type { NumberState } from "./view";

const WAITED_FOR_MS = 3_600_000;

export type OperatorNumberState = NumberState | "connected" | "papers" | "inactive" | "unknown";

/** A Bird number as operators see it. */
export type OperatorNumber = {
  id: string;
  phoneNumber: string;
  country: string | undefined;
  type: string | undefined;
  capabilities: string[];
  state: OperatorNumberState;
  isReady: boolean;
  /** Why a customer can or cannot choose it, and what to do. */
  sentence: string;
  /** Bird's own pair of words for the verification. */
  raw: string | undefined;
  expiresAt: string | undefined;
  timeLeft: string | undefined;
  papers: { name: string; text: string }[];
  connection: { id: string; state: ConnectionState; reference: string } | undefined;
  isUnderWay: boolean;
};
export type UsedBy = { id: string; phoneNumber: string | null; state: ConnectionState };

/** Puts together what Bird and our own connections say of a number. */
export function toOperatorNumber(
  read: ReadNumber,
  { now, used, t }: { now: Date; used: UsedBy[]; t: Translator },
): OperatorNumber {
  const { number, papers } = read;
  const e164 = toE164(number.number);
  const user = used.find(({ phoneNumber }) => phoneNumber === e164);
  const state = stateOf(read, { now, isUsed: user !== undefined });
  const expiresAt = number.whatsApp?.verificationExpiresAt;
  const leftMs = expiresAt ? expiresAt.getTime() - now.getTime() : 0;
  const { status, stage } = number.whatsApp ?? {};
  return {
    id: number.id,
    phoneNumber: toInternational(number.number),
    country: number.country,
    type: number.type,
    capabilities: capabilitiesOf(number.capabilities),
    state,
    isReady: state === "ready",
    sentence: t(`numbersPage.why.${state}`),
    raw: status || stage ? `${status} / ${stage}` : undefined,
    expiresAt: expiresAt?.toISOString(),
    timeLeft: leftMs > 0 ? timeLeft(leftMs, t) : undefined,
    papers: papers.map(({ name, status: at, message }) => ({ name, text: message ?? at })),
    connection: user && { id: user.id, state: user.state, reference: supportReference(user.id) },
    isUnderWay: isUnderWay(read, state, now),
  };
}

/** Whether it is worth looking again soon: what has not moved for an hour will not in the next seconds. */
function isUnderWay({ number }: ReadNumber, state: OperatorNumberState, now: Date): boolean {
  const since = state === "verifying" ? number.whatsApp?.createdAt : number.createdAt;
  const isWaiting = state === "verifying" || state === "not_enrolled";
  return isWaiting && since !== undefined && now.getTime() - since.getTime() < WAITED_FOR_MS;
}

function stateOf(
  { number, isKnown, papers }: ReadNumber,
  { now, isUsed }: { now: Date; isUsed: boolean },
): OperatorNumberState {
  if (isUsed) return "connected";
  if (number.status && number.status !== "active" && !number.whatsApp) return "inactive";
  const state = numberState(number, now);
  if (state === "not_enrolled" && !isKnown) return "unknown";
  return papers.length > 0 && state !== "ready" ? "papers" : state;
}
