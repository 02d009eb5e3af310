import { Check } from "lucide-react";
import { buttonClass } from "@/components/ui/button";
import type { Translator } from "@/lib/i18n/translator";

const GRANTS = ["manage", "message"] as const;

type Props = { isvName: string; disconnectHref: string; t: Translator };

/** What the customer has allowed, to whom, and how to take it back. */
export function Granted({ isvName, disconnectHref, t }: Props) {
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
        <p>{t("connection.granted.withdraw", { isvName })}</p>
      </div>
      <a
        href={disconnectHref}
        className={`${buttonClass("quiet", "small")} justify-self-start !px-0`}
      >
        {t("connection.disconnect.link")}
      </a>
    </section>
  );
}
