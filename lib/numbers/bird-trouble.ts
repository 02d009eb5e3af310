import { BirdError } from "@/lib/bird/errors";
import { AppError } from "@/lib/errors";
import type { Translator } from "@/lib/i18n/translator";

/** Why Bird gave no answer, for an operator, with Bird's own words where there are any. Rethrows what is no BirdError. */
export function birdTrouble(error: unknown, t: Translator): string {
  if (!(error instanceof BirdError)) throw error;
  if (error.isTemporary) return t("numbersPage.trouble.silent");
  const said = error.detail.message ?? "";
  if (error.isAuth) return t("numbersPage.trouble.access", { said });
  if (error.isNotFound) return t("numbersPage.trouble.missing", { said });
  return t("numbersPage.trouble.refused", { said });
}

/** The same as an error that a form shows. */
export function toBirdTrouble(error: unknown, t: Translator): AppError {
  return new AppError("provider_unavailable", birdTrouble(error, t));
}
