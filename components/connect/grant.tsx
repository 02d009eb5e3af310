import { Check } from "lucide-react";
import type { Translator } from "@/lib/i18n/translator";

const GRANTS = ["manage", "message"] as const;

/** What the customer allows, to whom, and how it ends. */
export function Grant({ isvName, t }: { isvName: string; t: Translator }) {
  return (
    <section aria-labelledby="grant" className="grid gap-4">
      <h2 id="grant" className="text-lg font-semibold tracking-tight">
        {t("connect.grant.title")}
      </h2>
      <ul className="grid gap-2.5">
        {GRANTS.map((grant) => (
          <li key={grant} className="flex gap-3">
            <Check aria-hidden className="mt-0.5 size-5 shrink-0 text-primary" />
            {t(`connect.grant.${grant}`)}
          </li>
        ))}
      </ul>
      <p className="max-w-prose text-sm leading-relaxed text-muted-foreground">
        {t("connect.grant.to", { isvName })} {t("connect.grant.withdraw")}
      </p>
    </section>
  );
}
