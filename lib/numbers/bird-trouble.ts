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

const RETRY_MS = 5_000;

/**
 * The same as an error: `provider_unavailable` with a time to wait when trying again may help, else `provider_refused`.
 * Rethrows what is no BirdError.
 */
export function toBirdTrouble(error: unknown, t: Translator): AppError {
  const message = birdTrouble(error, t);
  if (!(error instanceof BirdError) || !error.isTemporary)
    return new AppError("provider_refused", message);
  const retryAfterSeconds = Math.ceil((error.retryAfterMs ?? RETRY_MS) / 1_000);
  return new AppError("provider_unavailable", message, { retryAfterSeconds });
}
