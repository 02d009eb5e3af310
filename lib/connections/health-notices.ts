import type { NumberHealth } from "@/db/schema/connections";
import type { Translator } from "@/lib/i18n/translator";
import type { News } from "./meta-news";
import type { NoticeFacts } from "./notices-of";
import type { NoticeView } from "./view";

type Id =
  | "name_review"
  | "name_declined"
  | "name_expired"
  | "account_review"
  | "account_refused"
  | "quality_red"
  | "quality_yellow"
  | "status_restricted"
  | "status_banned"
  | "status_limited"
  | "status_other"
  | "payment"
  | "unverified"
  | "blocked"
  | "channel";

/** In order, or on its way without anybody's doing. */
const CALM: Id[] = ["name_review", "account_review", "unverified"];

const NAMES: Record<string, Id> = {
  NONE: "name_review",
  PENDING_REVIEW: "name_review",
  DECLINED: "name_declined",
  EXPIRED: "name_expired",
};
const NAME_DECISIONS: Record<string, string> = {
  APPROVED: "APPROVED",
  REJECTED: "DECLINED",
  PENDING: "PENDING_REVIEW",
  DEFERRED: "PENDING_REVIEW",
};
const ACCOUNTS: Record<string, Id> = {
  PENDING: "account_review",
  DEFERRED: "account_review",
  REJECTED: "account_refused",
  RESTRICTED: "account_refused",
};
const QUALITIES: Record<string, Id> = { RED: "quality_red", YELLOW: "quality_yellow" };
const STATUSES: Record<string, Id> = {
  RESTRICTED: "status_restricted",
  FLAGGED: "quality_red",
  RATE_LIMITED: "status_limited",
  BANNED: "status_banned",
};
const PROBLEMS: Record<number, Id> = { 141006: "payment", 131042: "payment", 141010: "unverified" };
const NAME_REASONS = {
  NAME_EMPLOYEE_ISSUE: "employee",
  NAME_ENDCLIENT_NOTRELATED: "unrelated",
  NAME_FORMAT_UNACCEPTABLE: "format",
  NAME_INDIVIDUAL_ISSUE: "individual",
  NAME_NOT_CONSISTENT: "inconsistent",
} as const;

/** What Meta's and Bird's own word of the number mean. News that are newer than the look at it win. */
export function healthNotices(
  { health, healthCheckedAt }: NoticeFacts,
  news: News,
  t: Translator,
): NoticeView[] {
  // Meta's times are whole seconds, so news of the second of the look may be newer than it.
  const lookedAt = Math.floor((healthCheckedAt?.getTime() ?? 0) / 1_000) * 1_000;
  const newest = (one: News["name"] | News["review"]) =>
    (one && one.at.getTime() >= lookedAt && one.decision) || "";
  const name = NAMES[NAME_DECISIONS[newest(news.name)] ?? health?.nameStatus ?? ""];
  const account = ACCOUNTS[newest(news.review) || (health?.accountReviewStatus ?? "")];
  const status = statusOf(health);
  const ids = [name, account, QUALITIES[health?.qualityRating ?? ""], status, channelOf(health)];
  const facts = {
    reason: reasonOf(news, t),
    status: health?.status ?? "",
    channel: health?.channelStatus ?? "",
  };
  const notice = (id: Id): NoticeView => ({
    id,
    tone: CALM.includes(id) ? "info" : "warning",
    title: t(`notices.${id}.title`),
    text: t(`notices.${id}.text`, facts),
    isReconnect: false,
  });
  const problems = problemNotices(health, { isNameTold: name !== undefined, notice, t });
  const isUnsaid = health?.canSend === "BLOCKED" && problems.length === 0;
  return [
    ...ids.flatMap((id) => (id ? [notice(id)] : [])),
    ...problems,
    ...(isUnsaid ? [notice("blocked")] : []),
  ];
}

/** Meta's words are an open set: one that is not known is quoted. */
function statusOf(health: NumberHealth | null): Id | undefined {
  const status = health?.status ?? "CONNECTED";
  if (status === "CONNECTED" || status === "PENDING") return undefined;
  return STATUSES[status] ?? "status_other";
}

function channelOf(health: NumberHealth | null): Id | undefined {
  return (health?.channelStatus || "active") === "active" ? undefined : "channel";
}

function reasonOf({ name }: News, t: Translator): string {
  const reason = name?.rejectionReason ?? "";
  return t(`notices.nameReasons.${NAME_REASONS[reason as keyof typeof NAME_REASONS] ?? "other"}`);
}

type Told = { isNameTold: boolean; notice: (id: Id) => NoticeView; t: Translator };

function problemNotices(health: NumberHealth | null, told: Told): NoticeView[] {
  return (health?.problems ?? []).flatMap(({ entity, code, text, solution }) => {
    const known = code === undefined ? undefined : PROBLEMS[code];
    if (known) return [told.notice(known)];
    // Meta tells of a name in review a second time among the number's remarks.
    if (told.isNameTold && entity === "PHONE_NUMBER" && /display name/i.test(text)) return [];
    const words = [text, solution].filter(Boolean).join(" ");
    if (!words) return [];
    const title = told.t("notices.problem.title");
    const tone = health?.canSend === "AVAILABLE" ? ("info" as const) : ("warning" as const);
    return [{ id: "problem", tone, title, text: words, isReconnect: false }];
  });
}
