import { Clock, KeyRound, Phone, ShieldCheck } from "lucide-react";
import type { Translator } from "@/lib/i18n/translator";

const ITEMS = [
  { id: "login", Icon: KeyRound },
  { id: "admin", Icon: ShieldCheck },
  { id: "phone", Icon: Phone },
  { id: "time", Icon: Clock },
] as const;

/** What the customer should have at hand. */
export function Checklist({ t }: { t: Translator }) {
  return (
    <section aria-labelledby="need" className="grid gap-4">
      <h2 id="need" className="text-lg font-semibold tracking-tight">
        {t("connect.need.title")}
      </h2>
      <ul className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
        {ITEMS.map(({ id, Icon }) => (
          <li key={id} className="flex gap-3.5">
            <span className="grid size-10 shrink-0 place-items-center rounded-full bg-primary-soft text-primary">
              <Icon aria-hidden className="size-5" />
            </span>
            <div className="grid content-start gap-0.5">
              <p className="font-medium">{t(`connect.need.${id}.title`)}</p>
              <p className="text-sm leading-relaxed text-muted-foreground">
                {t(`connect.need.${id}.text`)}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
