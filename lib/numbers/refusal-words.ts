import type { PurchaseRow } from "@/db/queries/number-purchases";
import type { Translator } from "@/lib/i18n/translator";
import type { GiveUp } from "./settle-purchase";

const REASONS: Record<GiveUp, true> = { gone: true, price_changed: true, never_came: true };

/** Why a purchase came to nothing: our sentence, or Bird's own words. */
export function refusalWords(
  { failureDetail }: Pick<PurchaseRow, "failureDetail">,
  t: Translator,
): string {
  const { source, errorCode, message, status } = failureDetail ?? {};
  if (source === "perch" && errorCode && errorCode in REASONS)
    return t(`numbersPage.gaveUp.${errorCode as GiveUp}`);
  const said = message || (status ? `HTTP ${status}` : "");
  return t("numbersPage.refusedByBird", { said });
}
