import { attentionStrings } from "@/components/ui/attention-strings";
import type { Translator } from "@/lib/i18n/translator";
import type { SimpleStop } from "@/lib/signups/launch/machine-types";

const STOPS = [
  "blocked",
  "unseen",
  "closed",
  "unfinished",
  "old_code",
  "unreachable",
  "slow",
  "sdk_failed",
  "cancelled",
  "error_reported",
] as const satisfies (SimpleStop | "cancelled" | "error_reported")[];

const POPUP_STEPS = [
  "BUSINESS_ACCOUNT_SELECTION",
  "WABA_PHONE_PROFILE_PICKER",
  "WHATSAPP_BUSINESS_PROFILE_SETUP",
  "PHONE_NUMBER_SETUP",
  "PHONE_NUMBER_VERIFICATION",
  "PERMISSIONS",
  "OTHER",
] as const;

/** The words of the connect panel, read on the server so that the browser loads no catalogue. */
export function launchStrings(t: Translator) {
  const stopText = (stop: (typeof STOPS)[number]) => ({
    sentence: String(t.raw(`launch.stop.${stop}.sentence`)),
    action: t(`launch.stop.${stop}.action`),
  });
  return {
    button: t("launch.button"),
    note: t("launch.note"),
    preparing: t("launch.preparing"),
    loadingSdk: t("launch.loadingSdk"),
    slowSdk: t("launch.slowSdk"),
    blockedSdk: t("launch.blockedSdk"),
    loadAgain: t("launch.loadAgain"),
    failed: t("launch.failed"),
    off: t("launch.off"),
    signedOut: t("launch.signedOut"),
    prepareAgain: t("launch.prepareAgain"),
    reload: t("launch.reload"),
    open: t("launch.open"),
    openHint: t("launch.openHint"),
    waiting: t("launch.waiting"),
    checking: t("launch.checking"),
    checkingHint: t("launch.checkingHint"),
    done: t("launch.done"),
    giveUp: t("launch.giveUp"),
    last: t("connect.last"),
    checkAgain: t("attention.checkAgain"),
    metaSays: t("attention.metaSays"),
    metaCode: t("attention.metaCode"),
    customer: t("parties.customer"),
    choice: {
      title: t("connect.choice.title"),
      own: t("connect.choice.own"),
      ownText: t("connect.choice.ownText"),
      becameReady: String(t.raw("connect.choice.becameReady")),
      noLongerReady: String(t.raw("connect.choice.noLongerReady")),
    },
    reconnect: { title: t("connect.reconnect.title"), text: t("connect.reconnect.text") },
    attention: attentionStrings(t),
    stops: Object.fromEntries(STOPS.map((stop) => [stop, stopText(stop)])) as Record<
      (typeof STOPS)[number],
      { sentence: string; action: string }
    >,
    popupSteps: Object.fromEntries(
      POPUP_STEPS.map((step) => [step, t(`popupSteps.${step}`)]),
    ) as Record<string, string>,
  };
}

export type LaunchStrings = ReturnType<typeof launchStrings>;
