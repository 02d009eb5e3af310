import type { ConnectionRow, StepRow } from "@/db/queries/connections";
import type { NumberChoice, TestMessage } from "@/db/schema/connections";
import type { Translator } from "@/lib/i18n/translator";
import { supportReference } from "@/lib/ids";
import { toInternational } from "@/lib/numbers/phone";
import { toFailureView } from "@/lib/to-failure-view";
import { connectionWords, isDisconnecting } from "./connection-words";
import { factsOf } from "./facts-of";
import { noticesOf } from "./notices-of";
import { STEPS, type StepId } from "./states";
import { toTestMessageView, toTestView } from "./to-test-view";
import type { ChoiceView, ConnectionView, StepView } from "./view";

/** A connection in the customer's words. */
export function toConnectionView(
  row: ConnectionRow,
  steps: StepRow[],
  t: Translator,
  now: Date,
): ConnectionView {
  const { state } = row;
  const isEnding = isDisconnecting(row);
  const isOnItsWay = !isEnding && (state === "pending" || state === "provisioning");
  const isConnected = !isEnding && state === "connected";
  const connected = isConnected ? whatIsConnected(row, now, t) : NOT_CONNECTED;
  const isSettled = !isOnItsWay && !isEnding;
  const stepViews = toStepViews(steps, isOnItsWay, t);
  return {
    id: row.id,
    version: row.version,
    state,
    ...connectionWords(row, t),
    ...wordOfTrouble(stepViews, t),
    isSettled,
    isWorking: !isSettled,
    isResting: state === "disconnected" || (isConnected && !connected.testMessage?.isUnderWay),
    isDisconnecting: isEnding,
    phoneNumber: row.phoneNumber ? toInternational(row.phoneNumber) : undefined,
    verifiedName: row.verifiedName || undefined,
    wabaName: row.wabaName || undefined,
    ...connected,
    steps: stepViews,
    failure: isEnding ? undefined : toFailureView({ ...row, failedAt: failedAt(row, steps) }, t),
    choices: (row.choices ?? []).map(toChoiceView),
    canReconnect: isSettled && row.phoneNumber !== null,
    canDisconnect: isSettled && state !== "disconnected",
    hrefs: {
      reconnect: `/connect?reconnect=${row.id}`,
      disconnect: `/connect/${row.id}/disconnect`,
    },
    supportReference: supportReference(row.id),
  };
}

function failedAt({ failureCode }: ConnectionRow, steps: StepRow[]): Date | null | undefined {
  return steps.find((step) => step.state === "blocked" && step.failureCode === failureCode)
    ?.finishedAt;
}

/** A promise of less than a minute does not hold while a service does not answer. */
function wordOfTrouble(steps: StepView[], t: Translator): { summary: string } | undefined {
  const isRetrying = steps.some(({ isCurrent, detail }) => isCurrent && detail);
  return isRetrying ? { summary: t("connection.summary.retrying") } : undefined;
}

type OfConnected = Pick<ConnectionView, "facts" | "notices" | "test" | "testMessage">;
const NOT_CONNECTED: OfConnected = {
  facts: [],
  notices: [],
  test: undefined,
  testMessage: undefined,
};

function whatIsConnected(row: ConnectionRow, now: Date, t: Translator): OfConnected {
  return {
    facts: factsOf(row, t),
    notices: noticesOf(row, now, t),
    test: row.phoneNumber ? toTestView(row.phoneNumber, t) : undefined,
    testMessage: isFresh(row.testMessage, now)
      ? toTestMessageView(row.testMessage, t, now)
      : undefined,
  };
}

/** What came of a test is news for a day. */
const TEST_SHOWN_MS = 86_400_000;

function isFresh(message: TestMessage | null, now: Date): message is TestMessage {
  return message !== null && now.getTime() - Date.parse(message.sentAt) < TEST_SHOWN_MS;
}

function toChoiceView(choice: NumberChoice): ChoiceView {
  return {
    phoneNumberId: choice.phoneNumberId,
    phoneNumber: toInternational(choice.phoneNumber),
    verifiedName: choice.verifiedName,
    wabaName: choice.wabaName,
  };
}

/** All steps in order. While nothing says so, the first that is not over is the one in hand. */
function toStepViews(rows: StepRow[], isOnItsWay: boolean, t: Translator): StepView[] {
  const rowOf = (id: StepId) => rows.find(({ step }) => step === id);
  const isOver = (id: StepId) => ["done", "skipped"].includes(rowOf(id)?.state ?? "");
  const isAnyRunning = rows.some(({ state }) => state === "running");
  const next = isOnItsWay && !isAnyRunning ? STEPS.find((id) => !isOver(id)) : undefined;
  return STEPS.map((id) => toStepView(id, rowOf(id), { isOnItsWay, isNext: id === next, t }));
}

type Telling = { isOnItsWay: boolean; isNext: boolean; t: Translator };

function toStepView(
  id: StepId,
  row: StepRow | undefined,
  { isOnItsWay, isNext, t }: Telling,
): StepView {
  const state = row?.state ?? "waiting";
  const isTried = isNext || Boolean(row?.failureCode);
  const isCurrent = isOnItsWay && (state === "running" || (isTried && state === "waiting"));
  const isRetrying = isCurrent && row?.failureCode;
  const word = isRetrying ? "retrying" : isCurrent ? "running" : state;
  return {
    id,
    label: t(`steps.${id}.label`),
    state,
    stateText: t(`stepStates.${word}`),
    detail: row?.failureCode ? t(`failures.${row.failureCode}.sentence`) : undefined,
    isCurrent,
  };
}
