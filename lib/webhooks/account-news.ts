import { z } from "zod";
import type { NoticeKind } from "@/lib/connections/note-account-event";
import type { WabaChange } from "@/lib/meta/webhook-changes";

export type AccountFacts = { kind: NoticeKind; facts: Record<string, unknown> };

const TEXT_MAX = 500;
const text = z
  .union([z.string(), z.number()])
  .transform((value) => String(value).slice(0, TEXT_MAX))
  .nullish()
  .catch(undefined);
const optional = <S extends z.ZodType>(schema: S) => schema.nullish().catch(undefined);

const Value = z.object({
  restriction_info: optional(
    z.array(z.object({ restriction_type: text, expiration: text, remediation: text })).max(50),
  ),
  violation_info: optional(z.object({ violation_type: text })),
  ban_info: optional(z.object({ waba_ban_state: text, waba_ban_date: text })),
  waba_info: optional(z.object({ partner_app_id: text })),
  alert_info: optional(
    z.object({
      alert_severity: text,
      alert_status: text,
      alert_type: text,
      alert_description: text,
    }),
  ),
  decision: text,
  requested_verified_name: text,
  rejection_reason: text,
  current_limit: text,
  max_daily_conversations_per_business: text,
  max_daily_conversation_per_phone: text,
  max_phone_numbers_per_waba: text,
  max_phone_numbers_per_business: text,
});
type Value = z.infer<typeof Value>;
type Read = (value: Value, event: string | undefined) => AccountFacts;

/** Events of `account_update` that leave something to note. */
const ACCOUNT_EVENTS: Record<string, Read> = {
  ACCOUNT_RESTRICTION: ({ restriction_info: restrictions }) => ({
    kind: "restriction",
    facts: {
      restrictions: (restrictions ?? []).map((one) => ({
        type: one.restriction_type,
        expiration: one.expiration,
        remediation: one.remediation,
      })),
    },
  }),
  ACCOUNT_VIOLATION: ({ violation_info: violation }) => ({
    kind: "violation",
    facts: { type: violation?.violation_type },
  }),
  DISABLED_UPDATE: ({ ban_info: ban }) => ({
    kind: "ban",
    facts: { state: ban?.waba_ban_state, date: ban?.waba_ban_date },
  }),
  ACCOUNT_OFFBOARDED: () => ({ kind: "offboarded", facts: { isOffboarded: true } }),
  ACCOUNT_RECONNECTED: () => ({ kind: "offboarded", facts: { isOffboarded: false } }),
  PARTNER_APP_UNINSTALLED: ({ waba_info: waba }) => ({
    kind: "bird_access",
    facts: { isLost: true, appId: waba?.partner_app_id },
  }),
  PARTNER_APP_INSTALLED: ({ waba_info: waba }) => ({
    kind: "bird_access",
    facts: { isLost: false, appId: waba?.partner_app_id },
  }),
};

const FIELDS: Record<string, Read> = {
  account_review_update: ({ decision }) => ({ kind: "review", facts: { decision } }),
  phone_number_name_update: (value) => ({
    kind: "name",
    facts: {
      decision: value.decision,
      requestedName: value.requested_verified_name,
      rejectionReason: value.rejection_reason,
    },
  }),
  phone_number_quality_update: (value, event) => ({
    kind: "quality",
    facts: { event, limit: value.max_daily_conversations_per_business ?? value.current_limit },
  }),
  business_capability_update: (value) => ({
    kind: "capability",
    facts: {
      dailyConversationsMax:
        value.max_daily_conversations_per_business ?? value.max_daily_conversation_per_phone,
      numbersMax: value.max_phone_numbers_per_waba ?? value.max_phone_numbers_per_business,
    },
  }),
  security: (_, event) => ({ kind: "security", facts: { event } }),
  account_alerts: ({ alert_info: alert }) => ({
    kind: "alert",
    facts: {
      type: alert?.alert_type,
      severity: alert?.alert_severity,
      status: alert?.alert_status,
      description: alert?.alert_description,
    },
  }),
};

/** What of a change is worth a notice, in our words; undefined when nothing is. */
export function readAccountFacts({ field, event, value }: WabaChange): AccountFacts | undefined {
  const byEvent =
    field === "account_update" ? own(ACCOUNT_EVENTS, event ?? "") : own(FIELDS, field);
  return byEvent?.(Value.parse(value), event?.slice(0, TEXT_MAX));
}

function own(table: Record<string, Read>, name: string): Read | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
