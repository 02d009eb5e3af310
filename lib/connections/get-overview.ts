import { type ConnectionRow, listRecentConnections } from "@/db/queries/connections";
import { listOfferedShares } from "@/db/queries/shares";
import { listTroubledSignups } from "@/db/queries/signups";
import { listTenants } from "@/db/queries/tenants";
import type { Context, Operator } from "@/lib/context";
import { canRecheck, FAILURES, type FailureCode, type FailureDetail } from "@/lib/failures";
import { getTranslator, type Translator } from "@/lib/i18n/translator";
import { supportReference } from "@/lib/ids";
import { toInternational } from "@/lib/numbers/phone";
import { isDisconnecting } from "./connection-words";
import { isEnding } from "./notices-of";

export type OperatorFailure = {
  code: FailureCode;
  partyText: string;
  hint: string;
  detail: Record<string, string>;
};

const ROWS_MAX = 50;
const TENANTS_MAX = 500;

/** The newest connections and the signups that got stuck, with what an operator needs to act. */
export async function getOverview(ctx: Context<Operator>) {
  const t = getTranslator("en");
  const now = ctx.now();
  const [connections, signups, tenants, shares] = await Promise.all([
    listRecentConnections(ctx.db, ROWS_MAX),
    listTroubledSignups(ctx.db, ROWS_MAX),
    listTenants(ctx.db, TENANTS_MAX),
    listOfferedShares(ctx.db, ROWS_MAX),
  ]);
  const mayChange = ctx.actor.role !== "viewer";
  return {
    mayChange,
    connections: connections.map(({ connection, tenantName }) => ({
      id: connection.id,
      tenantId: connection.tenantId,
      tenantName,
      canRetry: mayChange && mayRetry(connection),
      isDisconnecting: isDisconnecting(connection),
      canDisconnect:
        mayChange && connection.state !== "disconnected" && !connection.disconnectRequestedAt,
      phoneNumber: connection.phoneNumber ? toInternational(connection.phoneNumber) : undefined,
      state: connection.state,
      failure: toOperatorFailure(connection, t),
      warning: warningOf(connection, now, t),
      updatedAt: connection.updatedAt.toISOString(),
      supportReference: supportReference(connection.id),
    })),
    signups: signups.map(({ signup, tenantName }) => ({
      id: signup.id,
      tenantName,
      state: signup.state,
      failure: toOperatorFailure(signup, t),
      createdAt: signup.createdAt.toISOString(),
      supportReference: supportReference(signup.id),
    })),
    shares: shares.map(({ id, wabaId, wabaName, ownerBusinessId, sharedAt }) => ({
      id,
      wabaId,
      wabaName,
      ownerBusinessId,
      sharedAt: sharedAt.toISOString(),
    })),
    tenants: tenants.map(({ id, name, externalId, email }) => ({ id, name, externalId, email })),
  };
}

/** What holds up a disconnection is tried again by itself. */
function mayRetry(connection: ConnectionRow): boolean {
  const { state, failureCode } = connection;
  const isWaiting = state === "action_required" && !isDisconnecting(connection);
  return isWaiting && failureCode !== null && canRecheck(failureCode);
}

/** What an operator should know of a number that is connected all the same; its customer is told as well. */
function warningOf(connection: ConnectionRow, now: Date, t: Translator): string | undefined {
  const { state, health, tokenExpiresAt: at } = connection;
  if (state !== "connected" || isDisconnecting(connection)) return undefined;
  if (health?.accessUnclearSince)
    return t("notices.access_unclear.hint", { at: new Date(health.accessUnclearSince) });
  if (!isEnding(at, now)) return undefined;
  return t(at > now ? "overview.tokenEnds" : "overview.tokenEnded", { at });
}

type Failed = { failureCode: FailureCode | null; failureDetail: FailureDetail | null };

function toOperatorFailure(
  { failureCode: code, failureDetail }: Failed,
  t: Translator,
): OperatorFailure | undefined {
  if (!code) return undefined;
  const detail = Object.entries(failureDetail ?? {}).map(
    ([name, value]) => [name, String(value)] as const,
  );
  return {
    code,
    partyText: t(`overview.parties.${FAILURES[code].party}`),
    hint: t(`failures.${code}.hint`),
    detail: Object.fromEntries(detail),
  };
}
