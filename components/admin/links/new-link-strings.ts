import type { Translator } from "@/lib/i18n/translator";
import { madeLinkStrings } from "./made-link-strings";

/** The words of the form for a new link. */
export function newLinkStrings(t: Translator) {
  return {
    title: t("newLink.title"),
    text: t("newLink.text"),
    tenant: t("newLink.tenant"),
    newTenant: t("newLink.newTenant"),
    name: t("newLink.name"),
    email: t("newLink.email"),
    emailHint: t("newLink.emailHint"),
    more: t("newLink.more"),
    workspace: t("newLink.workspace"),
    workspaceHint: t("newLink.workspaceHint"),
    submit: t("newLink.submit"),
    submitting: t("newLink.submitting"),
    made: madeLinkStrings(t),
  };
}

export type NewLinkStrings = ReturnType<typeof newLinkStrings>;
