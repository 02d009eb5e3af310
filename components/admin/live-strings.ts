import type { Translator } from "@/lib/i18n/translator";

/** The words of the sign that a page is live. */
export function liveStrings(t: Translator) {
  return {
    on: t("connections.live.on"),
    off: t("connections.live.off"),
    paused: t("connections.live.paused"),
  };
}
