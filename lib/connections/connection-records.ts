import type { z } from "zod";
import { findConnectionOfAnyTenant, type ListedConnection } from "@/db/queries/connection-list";
import { type ConnectionRow, listSteps, type StepRow } from "@/db/queries/connections";
import { requireRole } from "@/lib/auth/require-role";
import type { Context, Staff } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { FAILURES, type FailureCode, type FailureDetail } from "@/lib/failures";
import { getTranslator, type Translator } from "@/lib/i18n/translator";
import { supportReference } from "@/lib/ids";
import type { ConnectionFilters } from "./connection-filters";
import { readFiltered } from "./list-connections";
import { STEPS } from "./states";

/** A connection as programs read it; never its token. */
export type ConnectionRecord = ReturnType<typeof toRecord>;
export type ConnectionWithSteps = ConnectionRecord & { steps: ReturnType<typeof toSteps> };

type Asked = z.output<typeof ConnectionFilters> & {
  linkId?: string | undefined;
  limit: number;
  after: string | undefined;
};

/** A page of connections, newest first, and the id after which the next begins. Throws forbidden. */
export async function listConnectionRecords(
  ctx: Context<Staff>,
  { limit, after, ...filters }: Asked,
): Promise<{ rows: ConnectionRecord[]; older: string | undefined }> {
  requireRole(ctx, "viewer", "connections:read");
  const { rows, older } = await readFiltered(ctx, filters, { limit, after });
  return { rows: rows.map((row) => toRecord(ctx, row)), older };
}

/** One connection of whichever tenant, with its steps. Throws forbidden, not_found. */
export async function getConnectionRecord(
  ctx: Context<Staff>,
  { connectionId }: { connectionId: string },
): Promise<ConnectionWithSteps> {
  requireRole(ctx, "viewer", "connections:read");
  return readConnectionRecord(ctx, connectionId);
}

/** The same for a verb that has authorised and changed it. Throws not_found. */
export async function readConnectionRecord(
  ctx: Pick<Context, "db" | "env">,
  connectionId: string,
): Promise<ConnectionWithSteps> {
  const found = await findConnectionOfAnyTenant(ctx.db, connectionId);
  if (!found) throw notFound("connection");
  const { connection, tenant, linkId } = found;
  const { externalId } = tenant;
  const steps = await listSteps(ctx.db, { tenantId: tenant.id, connectionId });
  return { ...toRecord(ctx, { connection, externalId, linkId }), steps: toSteps(steps) };
}

/** Whose a connection is, for those who name it by its own id alone. Throws not_found. */
export async function connectionRefOf(
  { db }: Pick<Context, "db">,
  connectionId: string,
): Promise<{ tenantId: string; connectionId: string }> {
  const found = await findConnectionOfAnyTenant(db, connectionId);
  if (!found) throw notFound("connection");
  return { tenantId: found.tenant.id, connectionId };
}

type Listed = Pick<ListedConnection, "connection" | "externalId" | "linkId">;

function toRecord({ env }: Pick<Context, "env">, { connection: row, externalId, linkId }: Listed) {
  const t = getTranslator("en");
  const { id, tenantId, signupId, state, phoneNumber, verifiedName, isCoexistence } = row;
  const { wabaId, wabaName, businessId, phoneNumberId, numberId, connectorId, channelId } = row;
  return {
    ...{
      id,
      tenantId,
      externalId,
      linkId,
      signupId,
      state,
      phoneNumber,
      verifiedName,
      isCoexistence,
    },
    ...{
      wabaId,
      wabaName: wabaName || null,
      businessId,
      phoneNumberId,
      numberId,
      connectorId,
      channelId,
    },
    source: numberId ? ("bird" as const) : ("own" as const),
    channelStatus: row.channelStatus,
    failure: toFailure(row, { t, appUrl: env.appUrl }),
    health: toHealth(row),
    supportReference: supportReference(id),
    tokenExpiresAt: isoOrNull(row.sealedToken ? row.tokenExpiresAt : null),
    connectedAt: isoOrNull(row.connectedAt),
    disconnectRequestedAt: isoOrNull(row.disconnectRequestedAt),
    disconnectedAt: isoOrNull(row.disconnectedAt),
    disconnectReason: row.disconnectReason,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

type Failed = { failureCode: FailureCode | null; failureDetail: FailureDetail | null };

/** What went wrong, whose turn it is, and what to tell whom. */
export function toFailure(
  { failureCode: code, failureDetail }: Failed,
  { t, appUrl }: { t: Translator; appUrl: string },
) {
  if (!code) return null;
  const { party, retry } = FAILURES[code];
  return {
    ...{ code, party, retry },
    customerMessage: t(`failures.${code}.sentence`),
    customerAction: t(`failures.${code}.action`),
    operatorHint: t(`failures.${code}.hint`),
    documentationUrl: `${appUrl}/docs/api#failure-${code}`,
    detail: failureDetail ?? {},
  };
}

function toHealth({ health, healthCheckedAt }: ConnectionRow) {
  return {
    status: health?.status ?? null,
    qualityRating: health?.qualityRating ?? null,
    nameStatus: health?.nameStatus ?? null,
    messagingLimitTier: health?.messagingLimitTier ?? null,
    accountReviewStatus: health?.accountReviewStatus ?? null,
    canSend: health?.canSend ?? null,
    checkedAt: isoOrNull(healthCheckedAt),
  };
}

function toSteps(rows: StepRow[]) {
  return STEPS.map((id) => {
    const row = rows.find(({ step }) => step === id);
    const state = row?.state ?? "waiting";
    const isOver = state === "done" || state === "skipped";
    return {
      ...{ id, state },
      attempts: row?.attempts ?? 0,
      failureCode: row?.failureCode ?? null,
      nextAttemptAt: isoOrNull(isOver ? null : row?.notBefore),
      finishedAt: isoOrNull(row?.finishedAt),
    };
  });
}

const isoOrNull = (at: Date | null | undefined): string | null => at?.toISOString() ?? null;
