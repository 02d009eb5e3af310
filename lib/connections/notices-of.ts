import type { ConnectionRow } from "@/db/queries/connections";
import type { Translator } from "@/lib/i18n/translator";
import { healthNotices } from "./health-notices";
import { readNews } from "./meta-news";
import { newsNotices } from "./news-notices";
import type { NoticeView } from "./view";

export type NoticeFacts = Pick<
  ConnectionRow,
  "health" | "healthCheckedAt" | "notices" | "tokenExpiresAt"
>;

/** How long before its end a permission is called to mind. */
const REMIND_MS = 21 * 86_400_000;

/** What its customer should know of a number that is connected: what limits it before what is merely in review. */
export function noticesOf(row: NoticeFacts, now: Date, t: Translator): NoticeView[] {
  const news = readNews(row.notices);
  const notices = [
    ...permissionNotices(row.tokenExpiresAt, now, t),
    ...accessNotices(row.health, t),
    ...newsNotices(news, now, t),
    ...healthNotices(row, news, t),
  ];
  const unique = notices.filter(
    ({ id, text }, index) =>
      notices.findIndex((other) => other.id === id && other.text === text) === index,
  );
  const rank = ({ tone }: NoticeView) => (tone === "warning" ? 0 : 1);
  return unique.toSorted((one, other) => rank(one) - rank(other));
}

/** Whether a permission ends soon enough, or has ended, to call it to mind. */
export function isEnding(endsAt: Date | null, now: Date): endsAt is Date {
  return endsAt !== null && endsAt.getTime() - now.getTime() <= REMIND_MS;
}

function accessNotices(health: NoticeFacts["health"], t: Translator): NoticeView[] {
  if (!health?.accessUnclearSince) return [];
  const id = "access_unclear";
  const title = t(`notices.${id}.title`, { at: new Date(health.accessUnclearSince) });
  return [{ id, tone: "warning", title, text: t(`notices.${id}.text`), isReconnect: true }];
}

function permissionNotices(endsAt: Date | null, now: Date, t: Translator): NoticeView[] {
  if (!isEnding(endsAt, now)) return [];
  const id = endsAt > now ? "permission_ends" : "permission_ended";
  return [
    {
      id,
      tone: "warning",
      title: t(`notices.${id}.title`, { at: endsAt }),
      text: t(`notices.${id}.text`),
      isReconnect: true,
    },
  ];
}
