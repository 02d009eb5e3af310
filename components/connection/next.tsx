import { buttonClass } from "@/components/ui/button";
import type { Translator } from "@/lib/i18n/translator";

/** What comes next for a customer whose number is connected. */
export function Next({ isvName, t }: { isvName: string; t: Translator }) {
  return (
    <section aria-labelledby="next" className="grid gap-3">
      <h2 id="next" className="text-lg font-semibold tracking-tight">
        {t("connection.nextTitle")}
      </h2>
      <p className="leading-relaxed">{t("connection.next", { isvName })}</p>
      <a
        href="/connect"
        className={`${buttonClass("secondary", "normal")} mt-1 justify-self-start`}
      >
        {t("connection.another")}
      </a>
    </section>
  );
}
