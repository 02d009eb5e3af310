import { namesOfApiKeys } from "@/db/queries/api-keys";
import {
  type AuditRow,
  listAuditOf,
  listEventsOfSignups,
  listWebhookEventsOf,
  namesOfUsers,
  type SignupEventRow,
} from "@/db/queries/connection-timeline";
import type { ConnectionRow } from "@/db/queries/connections";
import type { SignupRow } from "@/db/queries/signups";
import { listStepAttempts, type StepAttemptRow } from "@/db/queries/step-attempts";
import type { WebhookEventRow } from "@/db/queries/webhook-events";
import type { Context } from "@/lib/context";
import type { Translator } from "@/lib/i18n/translator";
import { Id } from "@/lib/ids";
import { redactBody } from "@/lib/redact-body";

export type TimelineEntry = {
  id: string;
  at: string;
  kind: "attempt" | "webhook" | "session" | "audit";
  title: string;
  /** How it ended, or what became of it. */
  result: string | undefined;
  isBad: boolean;
  /** Who did it, where that is a person or Perch itself. */
  actor: string | undefined;
  failureCode: string | undefined;
  /** What the provider said: codes and trace ids. */
  facts: [name: string, value: string][];
  /** What came, as JSON without secrets. */
  body: string | undefined;
};

export type History = {
  attempts: StepAttemptRow[];
  webhooks: WebhookEventRow[];
  sessions: SignupEventRow[];
  audit: AuditRow[];
};

type Asked = {
  connection: ConnectionRow;
  signups: SignupRow[];
  after: string | undefined;
  limit: number;
};

/** The newest of everything that happened to a connection, up to `limit` and one more of each kind. */
export async function readHistory(
  { db }: Pick<Context, "db">,
  { connection, signups, after, limit }: Asked,
): Promise<History> {
  const { tenantId, id: connectionId } = connection;
  const slice = { tenantId, after, limit: limit + 1 };
  const signupIds = [...new Set([connection.signupId, ...signups.map(({ id }) => id)])];
  const [attempts, webhooks, sessions, audit] = await Promise.all([
    listStepAttempts(db, { ...slice, connectionId }),
    listWebhookEventsOf(db, { ...slice, connectionId }),
    listEventsOfSignups(db, { ...slice, signupIds }),
    listAuditOf(db, { ...slice, subjectIds: [connectionId, ...signupIds] }),
  ]);
  return { attempts, webhooks, sessions, audit };
}

/** One line of time out of all that happened, newest first, and the id after which older things begin. */
export async function toTimeline(
  { db }: Pick<Context, "db">,
  { attempts, webhooks, sessions, audit }: History,
  { limit, t }: { limit: number; t: Translator },
): Promise<{ entries: TimelineEntry[]; older: string | undefined }> {
  const actorIds = audit.flatMap(({ actorId }) =>
    Id.safeParse(actorId).data ? [actorId ?? ""] : [],
  );
  const unique = [...new Set(actorIds)];
  const [people, keys] = await Promise.all([namesOfUsers(db, unique), namesOfApiKeys(db, unique)]);
  const names = new Map([...people, ...keys]);
  const all = [
    ...attempts.map((row) => ofAttempt(row, t)),
    ...webhooks.map((row) => ofWebhook(row, t)),
    ...sessions.map((row) => ofSession(row, t)),
    ...audit.map((row) => ofAudit(row, names, t)),
  ].toSorted((one, other) => (one.id < other.id ? 1 : -1));
  const entries = all.slice(0, limit);
  return { entries, older: all.length > limit ? entries.at(-1)?.id : undefined };
}

const NOTHING = { result: undefined, isBad: false, actor: undefined, failureCode: undefined };

function ofAttempt(row: StepAttemptRow, t: Translator): TimelineEntry {
  const { id, step, attempt, outcome, failureCode, startedAt, finishedAt } = row;
  const seconds = Math.max(0, finishedAt.getTime() - startedAt.getTime()) / 1_000;
  return {
    ...NOTHING,
    id,
    at: finishedAt.toISOString(),
    kind: "attempt",
    title: t(`connections.steps.${step}`),
    result: t(`connections.outcomes.${outcome}`, { attempt, seconds }),
    isBad: outcome === "blocked" || outcome === "retry",
    failureCode: failureCode ?? undefined,
    facts: factsOf(row.failureDetail),
    body: undefined,
  };
}

function ofWebhook(row: WebhookEventRow, t: Translator): TimelineEntry {
  const { id, provider, kind, state, result, attempts } = row;
  const state_ = t(`connections.webhookStates.${state}`);
  return {
    ...NOTHING,
    id,
    at: row.receivedAt.toISOString(),
    kind: "webhook",
    title: `${t(`connections.parties.${provider}`)}: ${kind}`,
    result: result ? `${state_} (${result})` : state_,
    isBad: state === "failed",
    facts: [
      ["event_id", id],
      ["occurred_at", row.occurredAt.toISOString()],
      ["attempts", String(attempts)],
    ],
    body: toJson(row.payload),
  };
}

function ofSession(
  { id, signupId, payload, receivedAt }: SignupEventRow,
  t: Translator,
): TimelineEntry {
  const event = typeof payload.event === "string" ? payload.event : "";
  return {
    ...NOTHING,
    id,
    at: receivedAt.toISOString(),
    kind: "session",
    title: t("connections.timeline.session", { event }),
    isBad: event === "CANCEL" || event === "ERROR",
    facts: [["signup_id", signupId]],
    body: toJson(payload),
  };
}

function ofAudit(row: AuditRow, names: Map<string, string>, t: Translator): TimelineEntry {
  const { id, action, actorKind, actorId, requestId, ip, detail } = row;
  const name = names.get(actorId ?? "");
  return {
    ...NOTHING,
    id,
    at: row.createdAt.toISOString(),
    kind: "audit",
    title: action,
    actor: name
      ? t(`connections.actors.${actorKind}`, { name })
      : t(`connections.unnamedActors.${actorKind}`),
    facts: [
      ...(requestId ? [["request_id", requestId] as [string, string]] : []),
      ...(ip ? [["ip", ip] as [string, string]] : []),
    ],
    body: Object.keys(detail).length > 0 ? toJson(detail) : undefined,
  };
}

function factsOf(detail: StepAttemptRow["failureDetail"]): [string, string][] {
  return Object.entries(detail ?? {}).map(([name, value]) => [name, String(value)]);
}

function toJson(value: unknown): string {
  return JSON.stringify(redactBody(value), undefined, 2);
}
