import type { Translator } from "@/lib/i18n/translator";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A duration in milliseconds as short as operators compare it: two digits are enough. */
export function durationWords(durationMs: number | undefined, t: Translator): string {
  if (durationMs === undefined) return t("overview.none");
  if (durationMs < MINUTE) return t("overview.duration.seconds", short(durationMs / SECOND));
  if (durationMs < HOUR) return t("overview.duration.minutes", short(durationMs / MINUTE));
  if (durationMs < 2 * DAY) return t("overview.duration.hours", short(durationMs / HOUR));
  return t("overview.duration.days", { value: Math.floor(durationMs / DAY) });
}

function short(value: number): { value: number } {
  return { value: value < 10 ? Math.round(value * 10) / 10 : Math.round(value) };
}
