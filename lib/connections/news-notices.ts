import type { Translator } from "@/lib/i18n/translator";
import type { News } from "./meta-news";
import type { NoticeView } from "./view";

/** A violation is news for a month; what it leads to has its own. */
const VIOLATION_SHOWN_MS = 30 * 86_400_000;
const PARTNER_GONE = ["PARTNER_REMOVED", "PARTNER_APP_UNINSTALLED"];
const PARTNER_THERE = ["PARTNER_ADDED", "PARTNER_APP_INSTALLED"];

const RESTRICTIONS = {
  RESTRICTED_BIZ_INITIATED_MESSAGING: "outgoing",
  RESTRICTED_CUSTOMER_INITIATED_MESSAGING: "incoming",
  RESTRICTED_ADD_PHONE_NUMBER_ACTION: "numbers",
} as const;

type Telling = { latest: (kinds: string[]) => News | undefined; now: Date; t: Translator };

/** What Meta's news mean for a number that is connected. `news` is newest first. */
export function newsNotices(news: News[], now: Date, t: Translator): NoticeView[] {
  const latest = (kinds: string[]) => news.find(({ kind }) => kinds.includes(kind));
  const telling = { latest, now, t };
  return [
    ...banNotices(telling),
    ...restrictionNotices(telling),
    ...violationNotices(telling),
    ...accessNotices(telling),
    ...alertNotices(news, t),
  ];
}

type Words = Pick<NoticeView, "title" | "text"> & { isReconnect?: boolean };

function warning(id: string, { title, text, isReconnect = false }: Words): NoticeView {
  return { id, tone: "warning", title, text, isReconnect };
}

function banNotices({ latest, t }: Telling): NoticeView[] {
  const ban = latest(["DISABLED_UPDATE"])?.ban_info;
  if (!ban || ban.waba_ban_state === "REINSTATE") return [];
  const id = ban.waba_ban_state === "SCHEDULE_FOR_DISABLE" ? "ban_planned" : "banned";
  const when = { hasDate: ban.waba_ban_date ? "yes" : "no", date: ban.waba_ban_date ?? "" };
  return [warning(id, { title: t(`notices.${id}.title`, when), text: t(`notices.${id}.text`) })];
}

function restrictionNotices({ latest, now, t }: Telling): NoticeView[] {
  const restrictions = latest(["ACCOUNT_RESTRICTION"])?.restriction_info ?? [];
  return restrictions.flatMap(({ restriction_type: type, expiration }) => {
    const until = expiration === undefined ? undefined : new Date(expiration * 1_000);
    if (until && until <= now) return [];
    const id = RESTRICTIONS[type as keyof typeof RESTRICTIONS] ?? "other";
    const title = until
      ? t("notices.restricted.titleUntil", { until })
      : t("notices.restricted.title");
    return [warning(`restricted_${id}`, { title, text: t(`notices.restricted.${id}`, { type }) })];
  });
}

function violationNotices({ latest, now, t }: Telling): NoticeView[] {
  const violation = latest(["ACCOUNT_VIOLATION"]);
  if (!violation || now.getTime() - violation.at.getTime() > VIOLATION_SHOWN_MS) return [];
  const type = violation.violation_info?.violation_type ?? "–";
  const title = t("notices.violation.title", { at: violation.at });
  return [warning("violation", { title, text: t("notices.violation.text", { type }) })];
}

function accessNotices({ latest, t }: Telling): NoticeView[] {
  const told = (id: "offboarded" | "bird_lost", at: Date, isReconnect: boolean) =>
    warning(id, {
      title: t(`notices.${id}.title`, { at }),
      text: t(`notices.${id}.text`),
      isReconnect,
    });
  const phoneApp = latest(["ACCOUNT_OFFBOARDED", "ACCOUNT_RECONNECTED"]);
  const partner = latest([...PARTNER_GONE, ...PARTNER_THERE]);
  return [
    ...(phoneApp?.kind === "ACCOUNT_OFFBOARDED" ? [told("offboarded", phoneApp.at, false)] : []),
    ...(partner && PARTNER_GONE.includes(partner.kind)
      ? [told("bird_lost", partner.at, true)]
      : []),
  ];
}

function alertNotices(news: News[], t: Translator): NoticeView[] {
  return news.flatMap(({ alert_info: alert }) => {
    if (!alert || alert.alert_status === "RESOLVED") return [];
    if (!["WARNING", "CRITICAL"].includes(alert.alert_severity ?? "")) return [];
    return [warning("alert", { title: t("notices.alert.title"), text: alert.alert_description })];
  });
}
