import type { Translator } from "@/lib/i18n/translator";
import type { MadeLinkStrings } from "./made-link";

/** The words around the address of a new link. */
export function madeLinkStrings(t: Translator): MadeLinkStrings {
  return {
    result: t("newLink.result"),
    expires: String(t.raw("newLink.expires")),
    copy: t("newLink.copy"),
    copied: t("attention.copied"),
  };
}
