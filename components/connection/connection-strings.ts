import { attentionStrings } from "@/components/ui/attention-strings";
import type { Translator } from "@/lib/i18n/translator";

type About = {
  isvName: string;
  /** A test message needs nobody to have written first. */
  hasTestTemplate: boolean;
};

/** The words of a connection's page, read on the server so that the browser loads no catalogue. */
export function connectionStrings(t: Translator, { isvName, hasTestTemplate }: About) {
  return {
    attention: attentionStrings(t),
    stepsTitle: t("connection.stepsTitle"),
    number: t("connection.number"),
    name: t("connection.name"),
    account: t("connection.account"),
    mayLeave: t("connection.mayLeave"),
    offline: t("connection.offline"),
    choose: t("connection.choose"),
    chooseButton: t("connection.chooseButton"),
    choosing: t("connection.choosing"),
    inAccount: String(t.raw("connection.inAccount")),
    noticesTitle: t("connection.noticesTitle"),
    reconnect: t("connection.reconnect"),
    disconnect: t("connection.disconnect.link"),
    kept: t("connection.disconnected.kept"),
    again: t("connection.disconnected.again"),
    done: t("connection.done"),
    test: {
      title: t("connection.test.title"),
      writeTitle: t("connection.test.writeTitle"),
      writeText: t("connection.test.writeText", { isvName }),
      open: t("connection.test.open"),
      scan: t("connection.test.scan"),
      qrAlt: String(t.raw("connection.test.qrAlt")),
      sendTitle: t("connection.test.sendTitle"),
      sendText: hasTestTemplate
        ? t("connection.test.sendTextTemplate")
        : t("connection.test.sendText"),
      to: t("connection.test.to"),
      toHint: t("connection.test.toHint"),
      send: t("connection.test.send"),
      sending: t("connection.test.sending"),
    },
    tryNow: t("connection.tryNow"),
    checkAgain: t("attention.checkAgain"),
    checking: t("attention.checking"),
    startAgain: t("attention.startAgain"),
  };
}

export type ConnectionStrings = ReturnType<typeof connectionStrings>;
