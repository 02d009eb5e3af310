import type { Translator } from "@/lib/i18n/translator";
import type { AttentionStrings } from "./attention";

/** The fixed words of an attention panel. */
export function attentionStrings(t: Translator): AttentionStrings {
  return {
    heading: t("connection.heading.attention"),
    who: t("attention.who"),
    reference: t("attention.reference"),
    copy: t("attention.copy"),
    copied: t("attention.copied"),
    contact: t("attention.contact"),
    mailSubject: String(t.raw("attention.mailSubject")),
  };
}
