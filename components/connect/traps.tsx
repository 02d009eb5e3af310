import type { Translator } from "@/lib/i18n/translator";

const TRAPS = ["portfolio", "app", "popup", "browser"] as const;

/** What most often goes wrong, said before it does. */
export function Traps({ isvName, t }: { isvName: string; t: Translator }) {
  return (
    <section aria-labelledby="traps" className="grid gap-4">
      <h2 id="traps" className="text-lg font-semibold tracking-tight">
        {t("connect.traps.title")}
      </h2>
      <dl className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
        {TRAPS.map((trap) => (
          <div key={trap} className="grid content-start gap-0.5">
            <dt className="font-medium">{t(`connect.traps.${trap}.title`)}</dt>
            <dd className="text-sm leading-relaxed text-muted-foreground">
              {t(`connect.traps.${trap}.text`, { isvName })}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
