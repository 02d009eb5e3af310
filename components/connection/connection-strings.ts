import { attentionStrings } from "@/components/ui/attention-strings";
import type { Translator } from "@/lib/i18n/translator";

/** The words of a connection's page, read on the server so that the browser loads no catalogue. */
export function connectionStrings(t: Translator, isvName: string) {
  return {
    attention: attentionStrings(t),
    stepsTitle: t("connection.stepsTitle"),
    number: t("connection.number"),
    name: t("connection.name"),
    account: t("connection.account"),
    mayLeave: t("connection.mayLeave"),
    offline: t("connection.offline"),
    nextTitle: t("connection.nextTitle"),
    next: t("connection.next", { isvName }),
    another: t("connection.another"),
    choose: t("connection.choose"),
    chooseButton: t("connection.chooseButton"),
    choosing: t("connection.choosing"),
    inAccount: String(t.raw("connection.inAccount")),
    checkAgain: t("attention.checkAgain"),
    checking: t("attention.checking"),
    startAgain: t("attention.startAgain"),
  };
}

export type ConnectionStrings = ReturnType<typeof connectionStrings>;
