import type { Translator } from "@/lib/i18n/translator";

/** A span in words, rounded down, never less than a minute. */
export function timeLeft(leftMs: number, t: Translator): string {
  const hours = Math.floor(leftMs / 3_600_000);
  if (hours >= 48) return t("time.days", { count: Math.floor(hours / 24) });
  if (hours >= 1) return t("time.hours", { count: hours });
  return t("time.minutes", { count: Math.max(1, Math.floor(leftMs / 60_000)) });
}
