import type { Translator } from "@/lib/i18n/translator";
import { linkResultStrings } from "./link-result-strings";

/** In minutes; the names of the steps between the shortest and the longest life of a link. */
const LIFETIMES = [15, 60, 360, 1_440, 4_320, 10_080, 20_160, 43_200] as const;

/** The words of the form that makes a link for a customer who exists. */
export function tenantLinkStrings(t: Translator, { tenantName }: { tenantName: string }) {
  return {
    title: t("links.create.for", { tenantName }),
    text: t("links.create.replaces"),
    other: t("links.create.other"),
    number: t("links.create.number"),
    numberAny: t("links.create.numberAny"),
    numberOwn: t("links.create.numberOwn"),
    numberUnknown: t("links.create.numberUnknown"),
    numberNone: t("links.create.numberNone"),
    lifetime: t("links.create.lifetime"),
    lifetimes: LIFETIMES.map((minutes) => ({ minutes, label: lifetimeOf(minutes, t) })),
    email: t("newLink.email"),
    emailHint: t("links.create.emailHint"),
    mail: t("links.create.mail"),
    mailOff: t("links.create.mailOff"),
    expected: t("links.create.expected"),
    expectedHint: t("links.create.expectedHint"),
    returns: t("links.create.returns"),
    returnsHint: t("links.create.returnsHint"),
    returnsNone: t("links.create.returnsNone"),
    success: t("links.create.success"),
    failure: t("links.create.failure"),
    submit: t("newLink.submit"),
    submitting: t("newLink.submitting"),
    done: t("links.create.done"),
    result: linkResultStrings(t),
  };
}
export type TenantLinkStrings = ReturnType<typeof tenantLinkStrings>;

function lifetimeOf(minutes: number, t: Translator): string {
  if (minutes < 60) return t("time.minutes", { count: minutes });
  if (minutes < 1_440) return t("time.hours", { count: minutes / 60 });
  return t("time.days", { count: minutes / 1_440 });
}
