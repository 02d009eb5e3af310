import type { ConnectionRow, StepRow } from "@/db/queries/connections";
import type { Failure } from "@/lib/failures";
import { type ConnectionState, STEPS, type StepId, type StepState } from "./states";

/** What a step waits for; steps whose needs are met run side by side. */
export const NEEDS: Record<StepId, readonly StepId[]> = {
  exchange_code: [],
  verify_grant: ["exchange_code"],
  subscribe_app: ["verify_grant"],
  register_phone: ["verify_grant"],
  install_connector: ["verify_grant", "register_phone"],
  await_channel: ["install_connector"],
  subscribe_channel_webhooks: ["await_channel"],
  check_health: ["await_channel"],
};

/** The steps that the engine runs; the first two belong to the signup. */
export const ENGINE_STEPS = STEPS.filter(
  (step) => step !== "exchange_code" && step !== "verify_grant",
);
export type EngineStep = Exclude<StepId, "exchange_code" | "verify_grant">;

/** What has to be done again when a number is not in Bird any more. */
export const INSTALL_STEPS: EngineStep[] = [
  "install_connector",
  "await_channel",
  "subscribe_channel_webhooks",
  "check_health",
];

/** What has to be done again when a connection gets a new token. */
export const TOKEN_STEPS: EngineStep[] = ["subscribe_app", ...INSTALL_STEPS];

/** What of the other steps is taken up again with it: one that had ended well stays as it is. */
export const UNFINISHED: StepState[] = ["waiting", "running", "blocked"];

export function isOver(steps: StepRow[], id: StepId): boolean {
  const state = steps.find(({ step }) => step === id)?.state;
  return state === "done" || state === "skipped";
}

/** When each unfinished step whose needs are met may be tried; a blocked one only if it has a time of its own. */
export function dueSteps(steps: StepRow[], now: Date): { step: EngineStep; at: Date }[] {
  return (ENGINE_STEPS as EngineStep[]).flatMap((step) => {
    const row = steps.find((one) => one.step === step);
    if (isOver(steps, step) || !NEEDS[step].every((need) => isOver(steps, need))) return [];
    if (row?.state === "blocked" && !row.notBefore) return [];
    return [{ step, at: row?.notBefore ?? now }];
  });
}

/** Where a connection stands by its steps, and why it does not go on. A connected one stays so while its health is read. */
export function standing(
  connection: Pick<ConnectionRow, "state">,
  steps: StepRow[],
): { state: ConnectionState; failure: Failure | undefined } {
  const blocked = STEPS.map((id) => steps.find(({ step }) => step === id)).find(
    (row) => row?.state === "blocked",
  );
  if (blocked?.failureCode) {
    const { failureCode: code, failureDetail: detail } = blocked;
    return { state: "action_required", failure: { code, ...(detail && { detail }) } };
  }
  const left = STEPS.filter((id) => !isOver(steps, id));
  const isHealthOnly = left.length === 1 && left[0] === "check_health";
  const isConnected = left.length === 0 || (connection.state === "connected" && isHealthOnly);
  return { state: isConnected ? "connected" : "provisioning", failure: undefined };
}

const BACKOFF_MIN_MS = 1_000;
const BACKOFF_MAX_MS = 300_000;

/** How long to wait after so many failures in a row: doubling, with jitter, never less than the provider asked for. */
export function backoffMs(failures: number, retryAfterMs = 0, random = Math.random): number {
  const full = Math.min(BACKOFF_MAX_MS, BACKOFF_MIN_MS * 2 ** Math.min(failures, 16));
  return Math.max(retryAfterMs, full * (0.5 + random() / 2));
}
