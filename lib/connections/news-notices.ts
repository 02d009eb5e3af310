import type { Translator } from "@/lib/i18n/translator";
import type { News } from "./meta-news";
import type { NoticeView } from "./view";

/** A violation is news for a month; what it leads to has its own. */
const VIOLATION_SHOWN_MS = 30 * 86_400_000;

const RESTRICTIONS = {
  RESTRICTED_BIZ_INITIATED_MESSAGING: "outgoing",
  RESTRICTED_CUSTOMER_INITIATED_MESSAGING: "incoming",
  RESTRICTED_ADD_PHONE_NUMBER_ACTION: "numbers",
} as const;

/** What Meta's news mean for a number that is connected. */
export function newsNotices(news: News, now: Date, t: Translator): NoticeView[] {
  return [
    ...banNotices(news, t),
    ...restrictionNotices(news, now, t),
    ...violationNotices(news, now, t),
    ...accessNotices(news, t),
    ...alertNotices(news, t),
  ];
}

type Words = Pick<NoticeView, "title" | "text"> & { isReconnect?: boolean };

function warning(id: string, { title, text, isReconnect = false }: Words): NoticeView {
  return { id, tone: "warning", title, text, isReconnect };
}

function banNotices({ ban }: News, t: Translator): NoticeView[] {
  if (!ban || ban.state === "REINSTATE") return [];
  const id = ban.state === "SCHEDULE_FOR_DISABLE" ? "ban_planned" : "banned";
  const when = { hasDate: ban.date ? "yes" : "no", date: ban.date ?? "" };
  return [warning(id, { title: t(`notices.${id}.title`, when), text: t(`notices.${id}.text`) })];
}

function restrictionNotices({ restriction }: News, now: Date, t: Translator): NoticeView[] {
  return (restriction?.restrictions ?? []).flatMap(({ type, expiration, remediation }) => {
    const until = expiration === undefined ? undefined : new Date(expiration * 1_000);
    if (until && until <= now) return [];
    const id = RESTRICTIONS[type as keyof typeof RESTRICTIONS] ?? "other";
    const title = until
      ? t("notices.restricted.titleUntil", { until })
      : t("notices.restricted.title");
    const text = t(`notices.restricted.${id}`, { type: type ?? "–" });
    return [
      warning(`restricted_${id}`, { title, text: [text, remediation].filter(Boolean).join(" ") }),
    ];
  });
}

function violationNotices({ violation }: News, now: Date, t: Translator): NoticeView[] {
  if (!violation || now.getTime() - violation.at.getTime() > VIOLATION_SHOWN_MS) return [];
  const { at, type } = violation;
  const title = t("notices.violation.title", { at });
  return [
    warning("violation", { title, text: t("notices.violation.text", { type: type ?? "–" }) }),
  ];
}

function accessNotices({ offboarded, bird_access: bird }: News, t: Translator): NoticeView[] {
  const told = (id: "offboarded" | "bird_lost", at: Date, isReconnect: boolean) =>
    warning(id, {
      title: t(`notices.${id}.title`, { at }),
      text: t(`notices.${id}.text`),
      isReconnect,
    });
  return [
    ...(offboarded?.isOffboarded ? [told("offboarded", offboarded.at, false)] : []),
    ...(bird?.isLost ? [told("bird_lost", bird.at, true)] : []),
  ];
}

function alertNotices({ alert }: News, t: Translator): NoticeView[] {
  if (!alert || alert.status === "RESOLVED") return [];
  if (!["WARNING", "CRITICAL"].includes(alert.severity ?? "")) return [];
  return [warning("alert", { title: t("notices.alert.title"), text: alert.description })];
}
