import { buttonClass } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { hrefWith } from "@/lib/http/search-params";
import type { Translator } from "@/lib/i18n/translator";
import type { OverviewView } from "@/lib/overview/view";

type Props = Pick<OverviewView, "now" | "shares"> & { t: Translator };

/** The one thing to do now. */
export function NextStep({ now, shares, t }: Props) {
  const forUs = now.waitingFor.find(({ party }) => party === "isv")?.count ?? 0;
  if (forUs > 0) {
    return (
      <Notice tone="warning">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <p>{t("overview.next.isv", { count: forUs })}</p>
          <a
            className={buttonClass("quiet", "small")}
            href={hrefWith("/admin/connections", { state: "action_required", party: "isv" })}
          >
            {t("overview.next.isvLink")}
          </a>
        </div>
      </Notice>
    );
  }
  if (shares.length > 0) {
    return (
      <Notice tone="warning">
        <p>{t("overview.next.shares", { count: shares.length })}</p>
      </Notice>
    );
  }
  return (
    <Notice>
      <p>
        {now.attention > 0
          ? t("overview.next.others", { count: now.attention })
          : t("overview.next.nothing")}
      </p>
    </Notice>
  );
}
