import type { Translator } from "@/lib/i18n/translator";

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
    result: t("newLink.result"),
    expires: String(t.raw("newLink.expires")),
    copy: t("newLink.copy"),
    copied: t("attention.copied"),
  };
}

export type NewLinkStrings = ReturnType<typeof newLinkStrings>;
