import type { Translator } from "@/lib/i18n/translator";

type Props = { isvName: string; tenantName: string; t: Translator };

export function Welcome({ isvName, tenantName, t }: Props) {
  return (
    <div className="grid gap-3">
      <p className="text-sm font-medium text-primary">{t("connect.eyebrow", { tenantName })}</p>
      <h1 className="text-3xl font-semibold tracking-tight sm:text-4xl">{t("connect.heading")}</h1>
      <p className="max-w-prose text-lg leading-relaxed text-muted-foreground">
        {t("connect.lead", { isvName, tenantName })}
      </p>
    </div>
  );
}
