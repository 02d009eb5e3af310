import type { FailureView } from "@/lib/failure-view";
import type { ConnectionState, StepId, StepState } from "./states";

export type StepView = {
  id: StepId;
  label: string;
  state: StepState;
  stateText: string;
  detail: string | undefined;
};

export type ChoiceView = {
  phoneNumberId: string;
  phoneNumber: string;
  verifiedName: string;
  wabaName: string;
};

/** What the customer may see of a connection; the same object for page, JSON and event stream. */
export type ConnectionView = {
  id: string;
  /** Grows with every change; a view with a lower version is stale. */
  version: number;
  state: ConnectionState;
  heading: string;
  summary: string;
  /** Nothing changes any more without somebody acting. */
  isSettled: boolean;
  /** Perch has a step to do. */
  isWorking: boolean;
  phoneNumber: string | undefined;
  verifiedName: string | undefined;
  wabaName: string | undefined;
  steps: StepView[];
  failure: FailureView | undefined;
  choices: ChoiceView[];
  supportReference: string;
};
