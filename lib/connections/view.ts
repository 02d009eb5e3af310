import type { FailureView } from "@/lib/failure-view";
import type { ConnectionState, StepId, StepState } from "./states";

export type StepView = {
  id: StepId;
  label: string;
  state: StepState;
  stateText: string;
  detail: string | undefined;
  /** What Perch is busy with now. */
  isCurrent: boolean;
};

export type ChoiceView = {
  phoneNumberId: string;
  phoneNumber: string;
  verifiedName: string;
  wabaName: string;
};

/** Something worth knowing of a number that is connected all the same. */
export type NoticeView = {
  id: string;
  /** `info` is in order and needs nothing; `warning` limits the number, or soon will. */
  tone: "info" | "warning";
  title: string;
  text: string;
  /** Reconnecting helps. */
  isReconnect: boolean;
};

/** One fact about the number in plain words. */
export type FactView = { id: string; label: string; value: string };

/** Ways of trying a number out: a link that opens a chat with it, and the same as the dark modules of a QR code. */
export type TestView = { waLink: string; qrPath: string; qrSize: number };

export type TestMessageView = {
  sentence: string;
  isUnderWay: boolean;
  isFailed: boolean;
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
  /** Nothing is expected: a page need not listen. */
  isResting: boolean;
  isDisconnecting: boolean;
  phoneNumber: string | undefined;
  verifiedName: string | undefined;
  wabaName: string | undefined;
  /** What Meta says of a connected number, and since when it is connected. */
  facts: FactView[];
  notices: NoticeView[];
  steps: StepView[];
  failure: FailureView | undefined;
  choices: ChoiceView[];
  test: TestView | undefined;
  testMessage: TestMessageView | undefined;
  canReconnect: boolean;
  canDisconnect: boolean;
  hrefs: { reconnect: string; disconnect: string };
  supportReference: string;
};
