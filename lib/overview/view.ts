import type { ConnectionState } from "@/lib/connections/states";
import type { FailureCode, Party } from "@/lib/failures";
import type { SignupState } from "@/lib/signups/states";
import type { Days } from "./period";

/** How far a customer comes, in the order in which it happens. */
export const STAGES = [
  "created",
  "viewed",
  "started",
  "finished",
  "verified",
  "installed",
  "connected",
] as const;
export type Stage = (typeof STAGES)[number];

export type FunnelStage = {
  stage: Stage;
  count: number;
  /** Of those who came to the stage before, 0 to 1; undefined where that says nothing. */
  shareOfBefore: number | undefined;
  /** Since the stage before, in milliseconds. */
  medianMs: number | undefined;
  p90Ms: number | undefined;
};

export type Funnel = {
  stages: FunnelStage[];
  /** Between which stages the most are lost. */
  loss: { from: Stage; to: Stage; lost: number; of: number } | undefined;
};

export type PartyCount = { party: Party; count: number };
export type FailureCount = { code: FailureCode; party: Party; hint: string; count: number };
export type DayCount = { day: string; count: number };

export type OperatorFailureView = {
  code: FailureCode;
  partyText: string;
  hint: string;
  detail: Record<string, string>;
};

export type StuckView = {
  id: string;
  tenantId: string;
  tenantName: string;
  phoneNumber: string | undefined;
  supportReference: string;
  state: ConnectionState | "disconnecting";
  since: string;
  waitedMs: number;
  failure: OperatorFailureView | undefined;
  partyText: string;
  /** What helps, where no failure says it. */
  hint: string;
  canRetry: boolean;
};

export type EndingView = {
  id: string;
  tenantName: string;
  phoneNumber: string | undefined;
  supportReference: string;
  endsAt: string;
  hasEnded: boolean;
};

export type LostSignupView = {
  id: string;
  tenantId: string;
  tenantName: string;
  state: SignupState;
  failure: OperatorFailureView | undefined;
  createdAt: string;
  supportReference: string;
};

export type ShareView = {
  id: string;
  wabaId: string;
  wabaName: string;
  ownerBusinessId: string;
  sharedAt: string;
};

export type OverviewView = {
  days: Days;
  mayChange: boolean;
  now: {
    connected: number;
    settingUp: number;
    attention: number;
    /** Who those that need attention wait for, most first. */
    waitingFor: PartyCount[];
  };
  funnel: Funnel;
  connectedByDay: DayCount[];
  failures: { total: number; byParty: PartyCount[]; ranked: FailureCount[] };
  stuck: StuckView[];
  ending: EndingView[];
  signups: LostSignupView[];
  shares: ShareView[];
  tenants: { id: string; name: string }[];
};
