import type { Db } from "@/db/types";
import type { BirdClient } from "@/lib/bird/client";
import type { Clock } from "@/lib/clock";
import type { Env } from "@/lib/env";
import type { MetaClient } from "@/lib/meta/client";
import type { AppNode } from "@/lib/meta/get-app";
import type { AppWebhookState } from "@/lib/meta/get-app-webhook";
import type { Vault } from "@/lib/vault/seal";
import type en from "@/messages/en.json";

type Words = (typeof en)["doctor"];
export type CheckId = keyof Words["checks"];
export type SharedFinding = keyof Words["shared"];
export type Group = keyof Words["groups"];
export type Status = "ok" | "warning" | "problem" | "skipped";

/** What a check saw, for the words and for support; never a secret. */
export type Facts = Record<string, string | number | string[]>;

/** `finding` names the sentence: one of the check's own, or one that all checks share. */
export type Verdict<Id extends CheckId = CheckId> = {
  status: Status;
  finding: OwnFinding<Id> | SharedFinding;
  facts: Facts;
};
type OwnFinding<Id extends CheckId> = Id extends CheckId
  ? keyof Words["checks"][Id]["findings"] & string
  : never;

/** What checks stand on. None of them changes anything. */
export type DoctorContext = {
  env: Env;
  now: Clock;
  vault: Vault;
  /** Undefined when it could not be opened; `databaseTrouble` says why. */
  db: Db | undefined;
  databaseTrouble: { kind: "locked" | "unreachable"; text: string } | undefined;
  meta: MetaClient | undefined;
  bird: BirdClient | undefined;
  /** Whether this process serves the portal itself; else it may well be stopped. */
  isServing: boolean;
  /** Reads that several checks need, made once per run. */
  readApp: () => Promise<AppNode>;
  readWebhook: () => Promise<AppWebhookState | undefined>;
};

export type Check = {
  id: CheckId;
  group: Group;
  run: (ctx: DoctorContext) => Promise<Verdict>;
};

/** Ties a check to its words: a finding without a sentence does not type-check. */
export function defineCheck<Id extends CheckId>(check: {
  id: Id;
  group: Group;
  run: (ctx: DoctorContext) => Promise<Verdict<Id>>;
}): Check {
  return check as Check;
}

export const ok = <F extends string>(finding: F, facts: Facts = {}) => ({
  status: "ok" as const,
  finding,
  facts,
});
export const warning = <F extends string>(finding: F, facts: Facts = {}) => ({
  status: "warning" as const,
  finding,
  facts,
});
export const problem = <F extends string>(finding: F, facts: Facts = {}) => ({
  status: "problem" as const,
  finding,
  facts,
});
export const skipped = <F extends string>(finding: F, facts: Facts = {}) => ({
  status: "skipped" as const,
  finding,
  facts,
});
