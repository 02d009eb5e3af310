import type { LostSignupRow, StuckRow } from "@/db/queries/stuck";
import { canRecheck, FAILURES, type FailureCode, type FailureDetail } from "@/lib/failures";
import type { Translator } from "@/lib/i18n/translator";
import { supportReference } from "@/lib/ids";
import { toInternational } from "@/lib/numbers/phone";
import type { EndingView, LostSignupView, OperatorFailureView, StuckView } from "./view";

type Seen = { now: Date; mayChange: boolean; t: Translator };

/** A connection that does not come forward: since when, who must act, and what helps. */
export function toStuckView(row: StuckRow, { now, mayChange, t }: Seen): StuckView {
  const isEnding = row.disconnectRequestedAt !== null;
  const failure = toOperatorFailure(row, t);
  return {
    ...nameOf(row),
    tenantId: row.tenantId,
    state: isEnding ? "disconnecting" : row.state,
    since: row.updatedAt.toISOString(),
    waitedMs: Math.max(0, now.getTime() - row.updatedAt.getTime()),
    failure,
    partyText: failure?.partyText ?? t("overview.parties.perch"),
    hint: failure?.hint ?? t(isEnding ? "overview.stuck.ending" : "overview.stuck.working"),
    canRetry: mayChange && mayRetry(row),
  };
}

/** A connected number whose permission ends. */
export function toEndingView(row: StuckRow, now: Date): EndingView[] {
  const { tokenExpiresAt: endsAt } = row;
  if (!endsAt) return [];
  return [{ ...nameOf(row), endsAt: endsAt.toISOString(), hasEnded: endsAt <= now }];
}

/** A try that came to nothing. */
export function toLostSignupView(row: LostSignupRow, t: Translator): LostSignupView {
  return {
    id: row.id,
    tenantId: row.tenantId,
    tenantName: row.tenantName,
    state: row.state,
    failure: toOperatorFailure(row, t),
    createdAt: row.createdAt.toISOString(),
    supportReference: supportReference(row.id),
  };
}

function nameOf({ id, tenantName, phoneNumber }: StuckRow) {
  return {
    id,
    tenantName,
    phoneNumber: phoneNumber ? toInternational(phoneNumber) : undefined,
    supportReference: supportReference(id),
  };
}

/** What holds up a disconnection is tried again by itself. */
function mayRetry(row: StuckRow): boolean {
  const { state, failureCode } = row;
  if (state !== "action_required" || row.disconnectRequestedAt) return false;
  return failureCode !== null && canRecheck(failureCode);
}

type Failed = { failureCode: FailureCode | null; failureDetail: FailureDetail | null };

function toOperatorFailure(
  { failureCode: code, failureDetail }: Failed,
  t: Translator,
): OperatorFailureView | undefined {
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
