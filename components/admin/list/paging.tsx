import { buttonClass } from "@/components/ui/button";
import { hrefWith } from "@/lib/http/search-params";
import type { Translator } from "@/lib/i18n/translator";

type Props = {
  path: string;
  /** The filters that stay. */
  params: Record<string, string | undefined>;
  older: string | undefined;
  newer: string | undefined;
  t: Translator;
};

/** The ways to the neighbouring pages of a list. */
export function Paging({ path, params, older, newer, t }: Props) {
  if (!older && !newer) return null;
  const className = buttonClass("secondary", "small");
  return (
    <nav aria-label={t("console.list.paging")} className="flex justify-end gap-3">
      {newer ? (
        <a className={className} href={hrefWith(path, { ...params, before: newer })}>
          {t("console.list.newer")}
        </a>
      ) : null}
      {older ? (
        <a className={className} href={hrefWith(path, { ...params, after: older })}>
          {t("console.list.older")}
        </a>
      ) : null}
    </nav>
  );
}
