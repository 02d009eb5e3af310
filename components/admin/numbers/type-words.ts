import type { Translator } from "@/lib/i18n/translator";
import { NUMBER_TYPES } from "@/lib/numbers/stock-query";

/** Bird's kind of a number in words; one that is not known stays as Bird says it. */
export function typeWords(type: string, t: Translator): string {
  const known = NUMBER_TYPES.find((one) => one === type);
  if (!known) return type;
  return known === "toll-free"
    ? t("numbersPage.search.types.tollFree")
    : t(`numbersPage.search.types.${known}`);
}
