import type { ConnectionRow, StepRow } from "@/db/queries/connections";
import type { Translator } from "@/lib/i18n/translator";
import { supportReference } from "@/lib/ids";
import { toInternational } from "@/lib/numbers/phone";
import { toFailureView } from "@/lib/to-failure-view";
import { type ConnectionState, STEPS, type StepId } from "./states";
import type { ConnectionView, StepView } from "./view";

const HEADINGS: Record<ConnectionState, "connecting" | "connected" | "attention"> = {
  pending: "connecting",
  provisioning: "connecting",
  connected: "connected",
  action_required: "attention",
  failed: "attention",
  disconnected: "attention",
};

/** A connection in the customer's words. */
export function toConnectionView(
  row: ConnectionRow,
  steps: StepRow[],
  t: Translator,
): ConnectionView {
  const phoneNumber = row.phoneNumber ? toInternational(row.phoneNumber) : undefined;
  return {
    id: row.id,
    version: row.version,
    state: row.state,
    heading: t(`connection.heading.${HEADINGS[row.state]}`),
    summary: t(`connection.summary.${row.state}`),
    isSettled: row.state !== "pending" && row.state !== "provisioning",
    isWorking: row.state === "pending" || isStepLeft(row, steps),
    phoneNumber,
    verifiedName: row.verifiedName || undefined,
    wabaName: row.wabaName || undefined,
    steps: STEPS.map((id) =>
      toStepView(
        id,
        steps.find(({ step }) => step === id),
        t,
      ),
    ),
    failure: toFailureView(row, t),
    choices: (row.choices ?? []).map((choice) => ({
      phoneNumberId: choice.phoneNumberId,
      phoneNumber: toInternational(choice.phoneNumber),
      verifiedName: choice.verifiedName,
      wabaName: choice.wabaName,
    })),
    supportReference: supportReference(row.id),
  };
}

function isStepLeft({ state }: ConnectionRow, steps: StepRow[]): boolean {
  const isOver = (id: StepId) =>
    steps.some((row) => row.step === id && (row.state === "done" || row.state === "skipped"));
  return state === "provisioning" && !STEPS.every(isOver);
}

function toStepView(id: StepId, row: StepRow | undefined, t: Translator): StepView {
  const state = row?.state ?? "waiting";
  return {
    id,
    label: t(`steps.${id}.label`),
    state,
    stateText: t(`stepStates.${state}`),
    detail: row?.failureCode ? t(`failures.${row.failureCode}.sentence`) : undefined,
  };
}
