import { ProblemPage } from "@/components/shell/problem-page";
import { buttonClass } from "@/components/ui/button";
import { getTranslator } from "@/lib/i18n/translator";

export default function NotFound() {
  const t = getTranslator("en");
  return (
    <ProblemPage title={t("errors.notFoundTitle")}>
      <p className="leading-relaxed text-muted-foreground">{t("errors.notFound")}</p>
      <a href="/" className={`${buttonClass("primary", "normal")} justify-self-start`}>
        {t("errors.home")}
      </a>
    </ProblemPage>
  );
}
