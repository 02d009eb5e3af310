import type { FailureView } from "@/lib/failure-view";
import { canRecheck, FAILURES, type FailureCode, type FailureDetail } from "@/lib/failures";
import type { Translator } from "@/lib/i18n/translator";

type Failed = {
  failureCode: FailureCode | null;
  failureDetail: FailureDetail | null;
  /** When it was found, where the sentence tells that. */
  failedAt?: Date | null | undefined;
};

/** A failure in the customer's words, or undefined when there is none. */
export function toFailureView(
  { failureCode: code, failureDetail, failedAt }: Failed,
  t: Translator,
): FailureView | undefined {
  if (!code) return undefined;
  const { party, retry } = FAILURES[code];
  return {
    code,
    party,
    partyText: t(`parties.${party}`),
    sentence: dated(code, failedAt, t) ?? sentenceOf(code, failureDetail, t),
    action: t(`failures.${code}.action`),
    canRecheck: canRecheck(code),
    isAutomatic: retry === "auto",
  };
}

/** Of a permission that is gone people ask since when. */
function dated(code: FailureCode, at: Date | null | undefined, t: Translator): string | undefined {
  if (!at || (code !== "permission_lost" && code !== "permission_expired")) return undefined;
  return t(`failures.${code}.dated`, { at });
}

/** Meta writes `error_user_msg` for people: where the popup reported an error, its own words say it best. */
function sentenceOf(code: FailureCode, detail: FailureDetail | null, t: Translator): string {
  if (code === "signup_error_reported" && detail?.errorMessage) {
    return t("failures.signup_error_reported.quoted", { message: detail.errorMessage });
  }
  return t(`failures.${code}.sentence`);
}
