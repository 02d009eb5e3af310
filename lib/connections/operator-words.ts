import type { ConnectionRow } from "@/db/queries/connections";
import { canRecheck, FAILURES, type FailureCode, type FailureDetail } from "@/lib/failures";
import type { Translator } from "@/lib/i18n/translator";
import { toInternational } from "@/lib/numbers/phone";
import { isDisconnecting } from "./connection-words";
import { isEnding } from "./notices-of";

/** A failure as an operator reads it: who acts, what to do, and what the provider said. */
export type OperatorFailureView = {
  code: FailureCode;
  partyText: string;
  hint: string;
  detail: [name: string, value: string][];
};

type Failed = { failureCode: FailureCode | null; failureDetail: FailureDetail | null };

/** What holds something up, or undefined when nothing does. */
export function operatorFailureOf(
  { failureCode: code, failureDetail }: Failed,
  t: Translator,
): OperatorFailureView | undefined {
  if (!code) return undefined;
  return {
    code,
    partyText: t(`connections.parties.${FAILURES[code].party}`),
    hint: t(`failures.${code}.hint`),
    detail: Object.entries(failureDetail ?? {}).map(([name, value]) => [name, String(value)]),
  };
}

/** Where a connection is, with the tone that it is shown in. */
export function stateWordsOf(
  row: ConnectionRow,
  t: Translator,
): { stateText: string; tone: "good" | "busy" | "bad" } {
  if (isDisconnecting(row)) return { stateText: t("states.disconnecting"), tone: "busy" };
  const tone = row.state === "connected" ? "good" : isOnItsWay(row) ? "busy" : "bad";
  return { stateText: t(`states.connection.${row.state}`), tone };
}

function isOnItsWay({ state }: ConnectionRow): boolean {
  return state === "pending" || state === "provisioning" || state === "disconnected";
}

/** What an operator should know of a number that is connected all the same; its customer is told as well. */
export function warningOf(row: ConnectionRow, now: Date, t: Translator): string | undefined {
  const { state, health, tokenExpiresAt: at } = row;
  if (state !== "connected" || isDisconnecting(row)) return undefined;
  if (health?.accessUnclearSince)
    return t("notices.access_unclear.hint", { at: new Date(health.accessUnclearSince) });
  if (!isEnding(at, now)) return undefined;
  return t(at > now ? "connections.tokenEnds" : "connections.tokenEnded", { at });
}

export type Levers = {
  canRetry: boolean;
  /** Before it is connected, to disconnect it is to call it off. */
  canCancel: boolean;
  canDisconnect: boolean;
  canReconnect: boolean;
};

/** What may be done with a connection now, by those who may do anything. */
export function leversOf(row: ConnectionRow, mayChange: boolean): Levers {
  const { state, failureCode, phoneNumber } = row;
  const isOver = state === "disconnected" || row.disconnectRequestedAt !== null;
  const isWaiting = state === "action_required" && !isOver;
  return {
    // What holds up a disconnection is tried again by itself.
    canRetry: mayChange && isWaiting && failureCode !== null && canRecheck(failureCode),
    canCancel: mayChange && !isOver && state !== "connected",
    canDisconnect: mayChange && !isOver && state === "connected",
    canReconnect: mayChange && !isDisconnecting(row) && phoneNumber !== null,
  };
}

/** How a connection is called: by its number, else by what its customer reads out to support. */
export function phoneOf({ phoneNumber }: Pick<ConnectionRow, "phoneNumber">): string | undefined {
  return phoneNumber ? toInternational(phoneNumber) : undefined;
}
