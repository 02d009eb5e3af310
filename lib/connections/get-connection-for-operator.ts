import { z } from "zod";
import { findConnectionOfAnyTenant } from "@/db/queries/connection-list";
import { listSignupsOfConnection } from "@/db/queries/connection-timeline";
import { type ConnectionRow, listSteps, type StepRow } from "@/db/queries/connections";
import type { TenantRow } from "@/db/queries/tenants";
import { mayChange, requireRole } from "@/lib/auth/require-role";
import type { Context, Operator } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { getTranslator, type Translator } from "@/lib/i18n/translator";
import { Id, supportReference } from "@/lib/ids";
import { toFailureView } from "@/lib/to-failure-view";
import type en from "@/messages/en.json";
import { isDisconnecting } from "./connection-words";
import { factsOf } from "./facts-of";
import { noticesOf } from "./notices-of";
import { leversOf, operatorFailureOf, phoneOf, stateWordsOf, warningOf } from "./operator-words";
import { STEPS } from "./states";
import { toSupportBundle } from "./support-bundle";
import { readHistory, toTimeline } from "./timeline";

export const GetConnectionForOperator = z.object({
  connectionId: Id,
  /** The timeline's part after this entry; the newest without it. */
  after: Id.optional().catch(undefined),
});

export type ConnectionDetail = Awaited<ReturnType<typeof getConnectionForOperator>>;

const ENTRIES_MAX = 50;
/** A bundle tells of the newest only, however far back the page has gone. */
const BUNDLED_MAX = 100;

/** One connection of whichever tenant with all that happened to it, for operators. Throws forbidden, not_found. */
export async function getConnectionForOperator(
  ctx: Context<Operator>,
  { connectionId, after }: z.output<typeof GetConnectionForOperator>,
) {
  requireRole(ctx, "viewer");
  const found = await findConnectionOfAnyTenant(ctx.db, connectionId);
  if (!found) throw notFound("connection");
  const { connection, tenant } = found;
  const key = { tenantId: tenant.id, connectionId };
  const [steps, signups] = await Promise.all([
    listSteps(ctx.db, key),
    listSignupsOfConnection(ctx.db, { ...key, signupId: connection.signupId }),
  ]);
  const asked = { connection, signups };
  const newest = await readHistory(ctx, { ...asked, after: undefined, limit: BUNDLED_MAX });
  const history = after ? await readHistory(ctx, { ...asked, after, limit: ENTRIES_MAX }) : newest;
  const t = getTranslator("en");
  const now = ctx.now();
  return {
    ...toSummary({ connection, tenant, now, t }),
    mayChange: mayChange(ctx),
    levers: leversOf(connection, mayChange(ctx)),
    facts: toFacts(connection, tenant, t),
    steps: toSteps(steps, t),
    timeline: await toTimeline(ctx, history, { limit: ENTRIES_MAX, t }),
    isOlderPart: after !== undefined,
    bundle: toSupportBundle({
      connection,
      workspaceId: tenant.workspaceId,
      steps,
      signups,
      history: newest,
      now,
    }),
  };
}

type Shown = { connection: ConnectionRow; tenant: TenantRow; now: Date; t: Translator };

function toSummary({ connection, tenant, now, t }: Shown) {
  const isEnding = isDisconnecting(connection);
  const told = isEnding ? undefined : toFailureView(connection, t);
  return {
    id: connection.id,
    tenant: { id: tenant.id, name: tenant.name, isArchived: tenant.archivedAt !== null },
    phoneNumber: phoneOf(connection),
    supportReference: supportReference(connection.id),
    ...stateWordsOf(connection, t),
    failure: isEnding ? undefined : operatorFailureOf(connection, t),
    /** What its customer reads. */
    told: told && { sentence: told.sentence, action: told.action },
    next: nextOf(connection, t),
    warning: warningOf(connection, now, t),
    notices: connection.state === "connected" && !isEnding ? noticesOf(connection, now, t) : [],
  };
}

/** The one next action, in a sentence. */
function nextOf(row: ConnectionRow, t: Translator): string {
  if (isDisconnecting(row)) return t("connections.next.disconnecting");
  if (row.failureCode) return t(`failures.${row.failureCode}.hint`);
  return t(`connections.next.${row.state}`);
}

export type OperatorFact = {
  name: string;
  label: string;
  value: string;
  kind: "text" | "id" | "time";
};

function toFacts(row: ConnectionRow, tenant: TenantRow, t: Translator): OperatorFact[] {
  const fact = (
    name: FactName,
    value: string | Date | null | undefined,
    kind: OperatorFact["kind"] = "text",
  ): OperatorFact[] => {
    const text = value instanceof Date ? value.toISOString() : value;
    return text ? [{ name, label: labelOf(name, t), value: text, kind }] : [];
  };
  const said = factsOf(row, t).filter(({ id }) => id !== "since");
  return [
    ...fact("externalId", tenant.externalId, "id"),
    ...fact("verifiedName", row.verifiedName),
    ...fact("source", t(`connections.sources.${row.numberId ? "bird" : "own"}`)),
    ...fact("coexistence", row.isCoexistence ? t("connections.yes") : undefined),
    ...fact("wabaName", row.wabaName),
    ...fact("wabaId", row.wabaId, "id"),
    ...fact("businessId", row.businessId, "id"),
    ...fact("phoneNumberId", row.phoneNumberId, "id"),
    ...fact("workspaceId", tenant.workspaceId, "id"),
    ...fact("numberId", row.numberId, "id"),
    ...fact("connectorId", row.connectorId, "id"),
    ...fact("channelId", row.channelId, "id"),
    ...fact("channelStatus", row.channelStatus),
    ...said.map(({ id, label, value }) => ({ name: id, label, value, kind: "text" as const })),
    ...fact("health", healthOf(row)),
    ...fact("healthCheckedAt", row.healthCheckedAt, "time"),
    ...fact("grantedAt", row.grantedAt, "time"),
    ...fact("tokenExpiresAt", row.sealedToken ? row.tokenExpiresAt : null, "time"),
    ...fact("connectedAt", row.connectedAt, "time"),
    ...fact("disconnectedAt", row.disconnectedAt, "time"),
    ...fact(
      "disconnectReason",
      row.disconnectReason && t(`connections.reasons.${row.disconnectReason}`),
    ),
    ...fact("createdAt", row.createdAt, "time"),
    ...fact("connectionId", row.id, "id"),
    ...fact("signupId", row.signupId, "id"),
  ];
}

type FactName = keyof (typeof en)["connections"]["facts"];

function labelOf(name: FactName, t: Translator): string {
  return t(`connections.facts.${name}`);
}

/** Meta's own words, for those who look them up. */
function healthOf({ health }: ConnectionRow): string | undefined {
  const words = [health?.status, health?.nameStatus, health?.accountReviewStatus, health?.canSend];
  return words.filter(Boolean).join(" · ") || undefined;
}

function toSteps(rows: StepRow[], t: Translator) {
  return STEPS.map((id) => {
    const row = rows.find(({ step }) => step === id);
    const state = row?.state ?? "waiting";
    const isRetrying = state === "waiting" && (row?.failures ?? 0) > 0;
    return {
      id,
      name: t(`connections.steps.${id}`),
      state,
      stateText: t(`stepStates.${isRetrying ? "retrying" : state}`),
      attempts: row?.attempts ?? 0,
      failureCode: row?.failureCode ?? undefined,
      nextAt: state === "done" || state === "skipped" ? undefined : row?.notBefore?.toISOString(),
      finishedAt: row?.finishedAt?.toISOString(),
    };
  });
}
