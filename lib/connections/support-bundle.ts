import type { ConnectionRow, StepRow } from "@/db/queries/connections";
import type { SignupRow } from "@/db/queries/signups";
import { supportReference } from "@/lib/ids";
import { redactBody } from "@/lib/redact-body";
import type { History } from "./timeline";

type Parts = {
  connection: ConnectionRow;
  workspaceId: string | null;
  steps: StepRow[];
  signups: SignupRow[];
  history: History;
  now: Date;
};

/**
 * What support at Meta or Bird asks for, as JSON: ids, states, steps, tries, codes and trace ids. Every field is named
 * here, so that a column which is added later stays out; no names of people, no secret.
 */
export function toSupportBundle({ connection, ...parts }: Parts): string {
  const { workspaceId, steps, signups, history, now } = parts;
  const bundle = {
    madeAt: now,
    supportReference: supportReference(connection.id),
    connection: {
      ...idsOf(connection),
      workspaceId,
      state: connection.state,
      failureCode: connection.failureCode,
      failureDetail: connection.failureDetail,
      isCoexistence: connection.isCoexistence,
      warnings: connection.warnings,
      channelStatus: connection.channelStatus,
      health: redactBody(connection.health),
      ...timesOf(connection),
      disconnectReason: connection.disconnectReason,
      disconnectProof: connection.disconnectProof,
    },
    steps: steps.map(
      ({ step, state, attempts, failures, failureCode, failureDetail, ...times }) => ({
        ...{ step, state, attempts, failures, failureCode, failureDetail },
        ...{ startedAt: times.startedAt, finishedAt: times.finishedAt, notBefore: times.notBefore },
      }),
    ),
    attempts: history.attempts.map(({ step, attempt, outcome, failureCode, ...rest }) => ({
      ...{ step, attempt, outcome, failureCode, failureDetail: rest.failureDetail },
      ...{ startedAt: rest.startedAt, finishedAt: rest.finishedAt },
    })),
    signups: signups.map(toSignup),
    webhooks: history.webhooks.map(({ id, provider, kind, state, result, occurredAt }) => ({
      ...{ id, provider, kind, state, result, occurredAt },
    })),
    audit: history.audit.map(({ action, actorKind, requestId, createdAt }) => ({
      ...{ action, actorKind, requestId, createdAt },
    })),
  };
  return JSON.stringify(bundle, undefined, 2);
}

function idsOf({ id, tenantId, signupId, ...row }: ConnectionRow) {
  const { wabaId, businessId, phoneNumberId, numberId, connectorId, channelId } = row;
  return {
    ...{ id, tenantId, signupId, wabaId, businessId, phoneNumberId },
    ...{ numberId, connectorId, channelId },
  };
}

function timesOf(row: ConnectionRow) {
  const { createdAt, updatedAt, grantedAt, tokenExpiresAt, installedAt, connectedAt } = row;
  const { healthCheckedAt, disconnectRequestedAt, disconnectedAt } = row;
  return {
    ...{ createdAt, updatedAt, grantedAt, tokenExpiresAt, installedAt, connectedAt },
    ...{ healthCheckedAt, disconnectRequestedAt, disconnectedAt },
  };
}

function toSignup({ id, state, event, failureCode, failureDetail, ...row }: SignupRow) {
  const { launchOutcome, launchedAt, exchangedAt, eventReceivedAt, createdAt } = row;
  return {
    ...{ id, supportReference: supportReference(id), state, event, failureCode, failureDetail },
    ...{ launchOutcome, launchedAt, exchangedAt, eventReceivedAt, createdAt },
  };
}
