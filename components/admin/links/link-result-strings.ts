import type { Translator } from "@/lib/i18n/translator";

/** The words around the address of a new link. */
export function linkResultStrings(t: Translator) {
  return {
    result: t("newLink.result"),
    expires: String(t.raw("newLink.expires")),
    copy: t("newLink.copy"),
    copied: t("attention.copied"),
    qrAlt: t("links.result.qrAlt"),
    qrText: t("links.result.qrText"),
    sent: t("links.result.sent"),
    failed: t("links.result.failed"),
  };
}
export type LinkResultStrings = ReturnType<typeof linkResultStrings>;
