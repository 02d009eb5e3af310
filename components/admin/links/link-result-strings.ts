import type { Translator } from "@/lib/i18n/translator";
import { madeLinkStrings } from "./made-link-strings";

/** The words around the address of a new link, its mail and its code to scan. */
export function linkResultStrings(t: Translator) {
  return {
    ...madeLinkStrings(t),
    qrAlt: t("links.result.qrAlt"),
    qrText: t("links.result.qrText"),
    sent: t("links.result.sent"),
    failed: t("links.result.failed"),
  };
}
export type LinkResultStrings = ReturnType<typeof linkResultStrings>;
