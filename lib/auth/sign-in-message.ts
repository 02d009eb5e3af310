import { AppError } from "@/lib/errors";
import { getTranslator } from "@/lib/i18n/translator";
import { log } from "@/lib/log";

const REDIRECT_ERRORS = ["AccessDenied", "Verification", "OAuthAccountNotLinked"] as const;

/** The sentence for a refused sign-in; anything unexpected is logged and said in general words. */
export function signInMessage(error: unknown): string {
  const t = getTranslator("en");
  if (error instanceof AppError && error.code === "unauthenticated") {
    return t("auth.errors.wrongPassword");
  }
  if (error instanceof AppError && error.code === "too_many_requests") {
    return t("auth.errors.tooMany", {
      minutes: Math.ceil((error.extra.retryAfterSeconds ?? 60) / 60),
    });
  }
  log().error({ err: error }, "a sign-in failed");
  return t("auth.errors.failed");
}

/** The sentence for the `error` parameter that next-auth sends people back with. */
export function redirectMessage(code: string | undefined): string | undefined {
  if (!code) return undefined;
  const t = getTranslator("en");
  const known = REDIRECT_ERRORS.find((error) => error === code);
  return t(known ? `auth.errors.${known}` : "auth.errors.sso");
}
