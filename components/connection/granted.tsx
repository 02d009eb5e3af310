import { Check } from "lucide-react";
import { buttonClass } from "@/components/ui/button";
import type { ConnectionView } from "@/lib/connections/view";
import type { Translator } from "@/lib/i18n/translator";

const GRANTS = ["manage", "message"] as const;

type Props = { isvName: string; hrefs: ConnectionView["hrefs"]; t: Translator };

/** What the customer has allowed, to whom, and how to renew it or take it back. */
export function Granted({ isvName, hrefs, t }: Props) {
  return (
    <section aria-labelledby="granted" className="grid gap-4">
      <h2 id="granted" className="text-lg font-semibold tracking-tight">
        {t("connection.granted.title")}
      </h2>
      <ul className="grid gap-2.5">
        {GRANTS.map((grant) => (
          <li key={grant} className="flex gap-3">
            <Check aria-hidden className="mt-0.5 size-5 shrink-0 text-primary" />
            {t(`connect.grant.${grant}`)}
          </li>
        ))}
      </ul>
      <div className="grid max-w-prose gap-2 text-sm leading-relaxed text-muted-foreground">
        <p>{t("connection.granted.to", { isvName })}</p>
        <p>{t("connection.granted.renew", { isvName })}</p>
        <p>{t("connection.granted.withdraw", { isvName })}</p>
      </div>
      <div className="flex flex-wrap gap-x-6">
        <a href={hrefs.reconnect} className={`${buttonClass("quiet", "small")} !px-0`}>
          {t("connection.granted.reconnect")}
        </a>
        <a href={hrefs.disconnect} className={`${buttonClass("quiet", "small")} !px-0`}>
          {t("connection.disconnect.link")}
        </a>
      </div>
    </section>
  );
}
