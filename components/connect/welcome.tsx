import { buttonClass } from "@/components/ui/button";
import { phone } from "@/components/ui/phone";
import type { Translator } from "@/lib/i18n/translator";
import type { ConnectPageView } from "@/lib/signups/view";

type Props = Pick<ConnectPageView, "isvName" | "tenantName" | "reconnect"> & { t: Translator };

/** What this page is for: a first number, or one to renew. */
export function Welcome({ isvName, tenantName, reconnect, t }: Props) {
  return (
    <div className="grid gap-3">
      <p className="text-sm font-medium text-primary">{t("connect.eyebrow", { tenantName })}</p>
      <h1 className="text-3xl font-semibold tracking-tight sm:text-4xl">
        {reconnect
          ? t.rich("connect.reconnect.heading", { phoneNumber: reconnect.phoneNumber, phone })
          : t("connect.heading")}
      </h1>
      <p className="max-w-prose text-lg leading-relaxed text-muted-foreground">
        {reconnect
          ? t("connect.reconnect.lead", { isvName })
          : t("connect.lead", { isvName, tenantName })}
      </p>
      {reconnect && !reconnect.isOnlyChoice ? (
        <a href="/connect" className={`${buttonClass("quiet", "small")} justify-self-start !px-0`}>
          {t("connect.reconnect.cancel")}
        </a>
      ) : null}
    </div>
  );
}
